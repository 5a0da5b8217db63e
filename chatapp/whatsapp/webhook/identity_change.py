"""System messages that say: the person you know as this is now that."""

from dataclasses import replace
from typing import Any

from chatapp import kinds
from chatapp.whatsapp.customer import Customer
from chatapp.whatsapp.facts import IdentityChange
from chatapp.whatsapp.values import text_or_none
from chatapp.whatsapp.webhook.change import Change, Odd
from chatapp.whatsapp.webhook.chat import head

_MOVES = ("user_changed_number", "customer_changed_number", "user_changed_user_id")
CHANGES = (*_MOVES, "customer_identity_changed")


def identity_change(change: Change, path: str, item: dict[str, Any]) -> IdentityChange:
    """`from` is the old number; a new one comes with a new BSUID. A changed BSUID alone usually names no phone."""
    system = item["system"]
    name = system["type"]
    before = _before(change, item, system)
    after = _after(before, system) if name in _MOVES else before
    return IdentityChange(**head(change, path, item, before), after=after, change=name, kind=kinds.read(item))


def _before(change: Change, item: dict[str, Any], system: dict[str, Any]) -> Customer:
    bsuid = text_or_none(system.get("previous_user_id"))
    if bsuid is None and item.get("from_user_id") != system.get("user_id"):
        bsuid = text_or_none(item.get("from_user_id"))
    return change.customer(item.get("from"), bsuid, system.get("previous_parent_user_id"))


def _after(before: Customer, system: dict[str, Any]) -> Customer:
    """What the message does not name stays, except the old BSUID beside a new number: it died with the old one."""
    wa_id = text_or_none(system.get("wa_id")) or text_or_none(system.get("new_wa_id"))
    bsuid = text_or_none(system.get("user_id"))
    if wa_id is None and bsuid is None:
        raise Odd("system names no new identity")
    return replace(
        before, wa_id=wa_id or before.wa_id, bsuid=bsuid, parent_bsuid=text_or_none(system.get("parent_user_id"))
    )
