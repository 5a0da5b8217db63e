"""What Meta answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from chatapp.whatsapp.failures import Rejected, Unconfirmed
from chatapp.whatsapp.values import text_or_none


@dataclass(frozen=True, slots=True)
class SendReceipt:
    """Meta accepted a message (which is not yet "delivered"). `wa_id` is how WhatsApp names the phone we dialled, which
    may differ from it; `user_id` the BSUID, when sent to one. `message_status` only on paced templates."""

    wamid: str
    wa_id: str | None = None
    user_id: str | None = None
    message_status: str | None = None


def read_answer(status: int, headers: Mapping[str, str], content: bytes) -> dict[str, Any]:
    """The answer's JSON object. Raises Rejected when Meta or a gateway refused, Unconfirmed when it cannot be read."""
    try:
        answer = orjson.loads(content)
    except orjson.JSONDecodeError:
        answer = None
    error = answer.get("error") if isinstance(answer, dict) else None
    if isinstance(error, dict):
        raise Rejected.read(error, status, _retry_after(headers))
    if 300 <= status < 500:
        raise Rejected("refused without a reason", http_status=status, retry_after=_retry_after(headers))
    if status >= 500 or not isinstance(answer, dict):
        # A gateway's page: the request may have got through to Meta behind it.
        raise Unconfirmed(f"HTTP {status} without an answer that can be read")
    return answer


def _retry_after(headers: Mapping[str, str]) -> float | None:
    value = headers.get("Retry-After", "")
    return float(value) if value.isdecimal() else None


def read_receipt(answer: dict[str, Any]) -> SendReceipt:
    """What Meta accepted; Unconfirmed when the answer does not say."""
    message, contact = _first(answer, "messages"), _first(answer, "contacts")
    wamid = text_or_none(message.get("id"))
    if wamid is None:
        raise Unconfirmed("the answer names no message")
    return SendReceipt(
        wamid=wamid,
        wa_id=text_or_none(contact.get("wa_id")),
        user_id=text_or_none(contact.get("user_id")),
        message_status=text_or_none(message.get("message_status")),
    )


def _first(answer: dict[str, Any], key: str) -> dict[str, Any]:
    items = answer.get(key)
    return items[0] if isinstance(items, list) and items and isinstance(items[0], dict) else {}
