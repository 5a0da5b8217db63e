"""The whole message."""

from typing import Any

from tests.meta_rules.interactive import interactive
from tests.meta_rules.media import TYPES as MEDIA_TYPES
from tests.meta_rules.shapes import Rule, Wrong, boolean, exactly, matching, record, text
from tests.meta_rules.template import TEMPLATE

TYPES: dict[str, Rule] = {
    "text": record({"body": text(4096)}, {"preview_url": boolean}),
    "reaction": record({"message_id": text(1000), "emoji": text(40, least=0)}),
    "interactive": interactive,
    "template": TEMPLATE,
    **MEDIA_TYPES,
}
COMMON: dict[str, Rule] = {
    "recipient_type": exactly("individual"),
    "to": matching(r"\+[1-9]\d{6,14}"),
    "recipient": matching(r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}"),
    "biz_opaque_callback_data": text(512),
    "context": record({"message_id": text(1000)}),
}


def violations(payload: Any) -> list[str]:
    """Every way in which the payload breaks Meta's rules, as "path: what is wrong"."""
    return list(_message(payload, "message"))


def _message(payload: Any, path: str) -> Wrong:
    kind = payload.get("type") if isinstance(payload, dict) else None
    if kind not in TYPES:
        yield f"{path}.type: {kind!r} is not documented"
        return
    needed = {"messaging_product": exactly("whatsapp"), "type": exactly(kind), kind: TYPES[kind]}
    yield from record(needed, COMMON)(payload, path)
    if not payload.keys() & {"to", "recipient"}:
        yield f"{path}: goes to nobody"
    if kind == "reaction" and "context" in payload:
        yield f"{path}.context: reactions quote nothing"
