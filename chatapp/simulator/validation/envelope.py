"""The common envelope of ``POST /{phone number id}/messages``."""

import re
from dataclasses import dataclass
from typing import Any

from ..errors import GraphError
from .shape import missing, record, refuse, text
from .types import TYPES

BSUID = re.compile(r"[A-Z]{2}\.[A-Za-z0-9.]{1,132}")
AROUND = {
    "messaging_product",
    "recipient_type",
    "to",
    "recipient",
    "type",
    "context",
    "biz_opaque_callback_data",
    "recipient_identity_key_hash",
    "messaging_account_id",
    "paid_messaging_account_id",
    "access_token",
}
CONTEXT = record({"message_id": text()})


@dataclass(frozen=True)
class Envelope:
    """A message that keeps all rules which can be told from its body alone."""

    to: str | None
    recipient: str | None
    type: str
    content: Any
    quoted: str | None
    callback_data: str | None


def open_envelope(body: dict[str, Any]) -> Envelope:
    """Check a body and take out what matters; raises GraphError for the first fault."""
    check_product(body)
    check_recipient(body)
    kind = body.get("type", "text")
    if kind not in TYPES:
        raise refuse("type", f'must be one of {{{", ".join(sorted(TYPES)).upper()}}} - got "{kind}".', 100)
    for key in body:
        if key not in AROUND and key != kind:
            raise GraphError(100, message=f'(#100) Unexpected key "{key}" on param "message".')
    if body.get(kind) is None:
        raise missing(kind)
    TYPES[kind](body[kind], kind)
    if body.get("biz_opaque_callback_data") is not None:
        text(512)(body["biz_opaque_callback_data"], "biz_opaque_callback_data")
    return Envelope(
        body.get("to"),
        body.get("recipient"),
        kind,
        body[kind],
        quoted(body, kind),
        body.get("biz_opaque_callback_data"),
    )


def check_product(body: dict[str, Any]) -> None:
    """``messaging_product`` is always "whatsapp"."""
    if not body.get("messaging_product"):
        raise missing("messaging_product")
    if body["messaging_product"] != "whatsapp":
        raise refuse("messaging_product", f'must be one of {{WHATSAPP}} - got "{body["messaging_product"]}".', 100)


def check_recipient(body: dict[str, Any]) -> None:
    """A phone in ``to`` or a BSUID in ``recipient``, to one person."""
    if body.get("recipient_type", "individual") != "individual":
        raise GraphError(131009, "Groups are not part of this simulator; recipient_type must be individual.")
    if not body.get("to") and not body.get("recipient"):
        raise missing("to")
    for key in ("to", "recipient"):
        if body.get(key) is not None and not isinstance(body[key], str):
            raise refuse(key, "must be a string.", 100)
    if not body.get("to") and not BSUID.fullmatch(body["recipient"]):
        raise refuse("recipient", "is not a valid business-scoped user ID.", 100)


def quoted(body: dict[str, Any], kind: str) -> str | None:
    """The wamid of the message this one answers."""
    context = body.get("context")
    if context is None:
        return None
    if kind == "reaction":
        raise GraphError(131009, "A reaction cannot carry a context.")
    CONTEXT(context, "context")
    if not context["message_id"].startswith("wamid."):
        raise GraphError(131009, "Invalid message_id in context.")
    return context["message_id"]
