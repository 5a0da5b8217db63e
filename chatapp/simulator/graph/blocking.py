"""Blocked users of a number."""

import time
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from ..dialing import country_code, digits_of
from ..errors import GraphError
from ..settings import BusinessNumber
from ..world import world
from .blueprint import body, graph, own_number


@graph.route("/<node:number_id>/block_users", methods=["GET", "POST", "DELETE"])
def block_users(number_id: str) -> ResponseReturnValue:
    """Block, unblock and list; only people who wrote within 24 hours can be blocked."""
    number = own_number(number_id)
    kept = world().documents(f"blocked {number_id}")
    if request.method == "GET":
        shown = [{"messaging_product": "whatsapp", "wa_id": user} for user in kept.every_key()]
        return {"data": shown, "paging": {"cursors": {"before": "", "after": ""}}}
    done: list[dict[str, Any]] = []
    failed: list[dict[str, Any]] = []
    for entry in body().get("block_users", []):
        outcome = block(number, str(entry.get("user", "")), adding=request.method == "POST")
        (failed if "errors" in outcome else done).append(outcome)
    key = "added_users" if request.method == "POST" else "removed_users"
    return {
        "messaging_product": "whatsapp",
        "block_users": {key: done, **({"failed_users": failed} if failed else {})},
    }


def block(number: BusinessNumber, user: str, *, adding: bool) -> dict[str, Any]:
    """Block or unblock one user: ``{"input", "wa_id"}``, with ``errors`` if it could not be done."""
    digits = digits_of(user, country_code(number.display))
    customer = world().customers.with_phone(digits) if digits else world().customers.with_user_id(user)
    if customer is None:
        return {"input": user, "errors": [GraphError(131026, "Not a WhatsApp user.").as_webhook()]}
    spoke = world().books.last_opening(customer.id, number.id)
    if adding and (spoke is None or time.time() - spoke > 24 * 3600):
        problem = GraphError(139100, "Only users who messaged in the last 24 hours can be blocked.")
        return {"input": user, "wa_id": customer.address, "errors": [problem.as_webhook()]}
    kept = world().documents(f"blocked {number.id}")
    if adding:
        kept.put(customer.address, {})
    else:
        kept.remove(customer.address)
    return {"input": user, "wa_id": customer.address}
