"""The `calls` field: voice calls, step by step."""

from typing import Any

from chatapp.kinds.call import Call
from chatapp.whatsapp.customer import Customer
from chatapp.whatsapp.facts import CallEvent, Fact
from chatapp.whatsapp.meta_error import read_errors
from chatapp.whatsapp.values import text_or_none
from chatapp.whatsapp.webhook.change import Change, moment, required
from chatapp.whatsapp.webhook.messages import reported_error


def read(change: Change) -> list[Fact]:
    """Every step of every call, and errors."""
    return [
        *change.each("calls", _call),
        *change.each("statuses", _ringing),
        *change.each("errors", reported_error),
        *change.rest("calls", "statuses", "errors"),
    ]


def _call(change: Change, path: str, item: dict[str, Any]) -> CallEvent:
    outgoing = item.get("direction") == "BUSINESS_INITIATED"
    side = "to" if outgoing else "from"
    customer = change.customer(item.get(side), item.get(f"{side}_user_id"), item.get(f"{side}_parent_user_id"))
    return CallEvent(
        **_step(change, path, item, customer),
        event=required(item, "event").lower(),
        outgoing=outgoing,
        outcome=text_or_none(item.get("status")),
        duration=item["duration"] if isinstance(item.get("duration"), int) else None,
    )


def _ringing(change: Change, path: str, item: dict[str, Any]) -> CallEvent:
    """Statuses report only on calls that the company makes."""
    customer = change.customer(item.get("recipient_id"), item.get("recipient_user_id"))
    return CallEvent(**_step(change, path, item, customer), event=required(item, "status").lower(), outgoing=True)


def _step(change: Change, path: str, item: dict[str, Any], customer: Customer) -> dict[str, Any]:
    return {
        "path": path,
        "waba_id": change.waba_id,
        "raw": item,
        "phone_number_id": change.phone_number_id,
        "call_id": required(item, "id"),
        "occurred_at": moment(item),
        "customer": customer,
        "kind": Call(item),
        "callback_data": text_or_none(item.get("biz_opaque_callback_data")),
        "errors": read_errors(item.get("errors")),
    }
