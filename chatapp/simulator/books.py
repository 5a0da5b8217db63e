"""The books: every message and every status of it, in order. What tests and auditors compare the product with."""

import json
import sqlite3
import time
from dataclasses import dataclass
from typing import Any

from .database import Database


@dataclass(frozen=True)
class Message:
    """One message. ``direction`` is ``from_business`` or ``from_customer``; times are epoch seconds.

    ``addressed`` is ``phone`` or ``user_id``: how the business named its recipient, which decides what webhooks show.
    ``content`` is the object under the type's own name, exactly as it was sent.
    """

    id: int
    wamid: str
    direction: str
    number_id: str
    customer_id: int | None
    addressed: str
    type: str
    content: Any
    quoted: str | None
    callback_data: str | None
    category: str | None
    created_at: float
    webhook_accepted_at: float | None
    read_by_business_at: float | None
    delivered_at: float | None
    read_at: float | None
    failed_at: float | None

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> "Message":
        """A message as the table keeps it."""
        return cls(**{**dict(row), "content": json.loads(row["content"])})


class Books:
    """Messages and statuses; never anything but what really happened."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def enter(self, content: Any, **values: Any) -> Message:
        """Write a message down; ``values`` are the fields of :class:`Message` known at birth."""
        values = {"created_at": time.time(), **values, "content": json.dumps(content, ensure_ascii=False)}
        columns = ", ".join(values)
        marks = ", ".join("?" * len(values))
        row = self._database.insert(f"INSERT INTO messages ({columns}) VALUES ({marks}) RETURNING *", *values.values())
        return Message.from_row(row)

    def enter_status(self, wamid: str, status: str, at: float, errors: list[dict[str, Any]] | None = None) -> bool:
        """Write a status down; False when the message has had it (Meta reports each at most once)."""
        noted = self._database.execute(
            "INSERT INTO statuses (wamid, status, at, errors) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            wamid,
            status,
            at,
            json.dumps(errors) if errors else None,
        )
        if noted and status in ("delivered", "read", "failed"):
            self._database.execute(f"UPDATE messages SET {status}_at = ? WHERE wamid = ?", at, wamid)
        return bool(noted)

    def statuses(self, wamid: str) -> list[dict[str, Any]]:
        """``{"status", "at", "errors"?}`` in the order they happened."""
        return [
            status_json(row) for row in self._database.rows("SELECT * FROM statuses WHERE wamid = ? ORDER BY id", wamid)
        ]

    def message(self, wamid: str) -> Message | None:
        """By wamid."""
        row = self._database.row("SELECT * FROM messages WHERE wamid = ?", wamid)
        return Message.from_row(row) if row else None

    def numbers_of(self, customer_id: int) -> list[str]:
        """The business numbers this customer has had to do with."""
        rows = self._database.rows("SELECT DISTINCT number_id FROM messages WHERE customer_id = ?", customer_id)
        return [row["number_id"] for row in rows]

    def chat(self, customer_id: int, number_id: str, limit: int = 300) -> list[Message]:
        """The newest messages between a customer and a business number, oldest first."""
        rows = self._database.rows(
            "SELECT * FROM messages WHERE customer_id = ? AND number_id = ? ORDER BY id DESC LIMIT ?",
            customer_id,
            number_id,
            limit,
        )
        return [Message.from_row(row) for row in reversed(rows)]

    def undelivered(self, customer_id: int) -> list[Message]:
        """What waits for the customer's phone to come online."""
        return self._from_business("customer_id = ? AND delivered_at IS NULL AND read_at IS NULL", customer_id)

    def unread(self, customer_id: int, number_id: str) -> list[Message]:
        """What arrived on the phone and was not looked at."""
        return self._from_business(
            "customer_id = ? AND number_id = ? AND delivered_at IS NOT NULL AND read_at IS NULL",
            customer_id,
            number_id,
        )

    def _from_business(self, condition: str, *values: object) -> list[Message]:
        rows = self._database.rows(
            "SELECT * FROM messages WHERE direction = 'from_business' AND type <> 'reaction' AND failed_at IS NULL "
            f"AND {condition} ORDER BY id",
            *values,
        )
        return [Message.from_row(row) for row in rows]

    def last_opening(self, customer_id: int, number_id: str) -> float | None:
        """When the customer last wrote something that opens the 24-hour window.

        Reactions, system notes, corrections and unsupported messages do not count (undocumented; the careful reading).
        """
        row = self._database.row(
            "SELECT max(created_at) AS at FROM messages WHERE customer_id = ? AND number_id = ? "
            "AND direction = 'from_customer' AND type NOT IN ('reaction', 'system', 'unsupported', 'edit', 'revoke')",
            customer_id,
            number_id,
        )
        return row["at"]

    def mark_delivered(self, wamid: str, at: float) -> None:
        """It reached the phone without Meta saying so (the chat was open)."""
        self._database.execute("UPDATE messages SET delivered_at = ? WHERE wamid = ?", at, wamid)

    def mark_read(self, wamid: str, at: float) -> None:
        """It was read without Meta saying so (the customer's read receipts are off)."""
        self._database.execute("UPDATE messages SET read_at = ? WHERE wamid = ?", at, wamid)

    def mark_accepted(self, wamid: str, at: float) -> None:
        """The business's webhook took the message: two ticks on the customer's phone."""
        self._database.execute(
            "UPDATE messages SET webhook_accepted_at = coalesce(webhook_accepted_at, ?) "
            "WHERE wamid = ? AND direction = 'from_customer'",
            at,
            wamid,
        )

    def mark_read_by_business(self, message: Message, at: float) -> None:
        """Blue ticks for this message and every earlier one of the chat."""
        self._database.execute(
            "UPDATE messages SET read_by_business_at = ? WHERE customer_id = ? AND number_id = ? AND id <= ? "
            "AND direction = 'from_customer' AND read_by_business_at IS NULL",
            at,
            message.customer_id,
            message.number_id,
            message.id,
        )

    def service_deliveries(self, number_id: str, since: float, at_most: int) -> int:
        """Non-template deliveries since ``since``, counted up to ``at_most``: what Meta's free tier counts."""
        row = self._database.row(
            "SELECT count(*) AS n FROM (SELECT 1 FROM messages WHERE number_id = ? AND delivered_at >= ? "
            "AND category = 'service' LIMIT ?)",
            number_id,
            since,
            at_most,
        )
        return row["n"]


def status_json(row: sqlite3.Row) -> dict[str, Any]:
    """A status as the control API shows it."""
    errors = {"errors": json.loads(row["errors"])} if row["errors"] else {}
    return {"status": row["status"], "at": row["at"], **errors}
