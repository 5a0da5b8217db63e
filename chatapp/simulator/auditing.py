"""The books read out: what tests and auditors compare the product with."""

import json
from typing import Any

from .books import status_json
from .customers import Customer
from .database import Database


def audit(database: Database, customers: list[Customer]) -> list[dict[str, Any]]:
    """Each of these customers with everything sent and received, in order; then what was sent to nobody."""
    kept = messages_by_customer(database)
    people = [{**customer.as_json(), "messages": kept.get(customer.id, [])} for customer in customers]
    strangers = kept.get(None, [])
    return people + ([{"id": None, "name": "nobody", "messages": strangers}] if strangers else [])


def messages_by_customer(database: Database) -> dict[int | None, list[dict[str, Any]]]:
    """All messages with their statuses."""
    statuses: dict[str, list[dict[str, Any]]] = {}
    for row in database.rows("SELECT * FROM statuses ORDER BY id"):
        statuses.setdefault(row["wamid"], []).append(status_json(row))
    kept: dict[int | None, list[dict[str, Any]]] = {}
    for row in database.rows("SELECT * FROM messages ORDER BY id"):
        entry = {**dict(row), "content": json.loads(row["content"]), "statuses": statuses.get(row["wamid"], [])}
        kept.setdefault(row["customer_id"], []).append(entry)
    return kept
