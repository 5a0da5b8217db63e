"""The `contacts` block of a webhook: profiles and second identities of the people it names."""

from typing import Any

from chatapp.whatsapp.customer import Customer
from chatapp.whatsapp.identity import canonical_key
from chatapp.whatsapp.values import dict_or_none, text_or_none


def complete(contacts: Any, wa_id: Any, bsuid: Any, parent_bsuid: Any = None) -> Customer:
    """The customer that a message or status names, completed from the webhook's `contacts` block."""
    wa_id, bsuid = text_or_none(wa_id), text_or_none(bsuid)
    contact = _contact_of(contacts, wa_id, bsuid)
    profile = dict_or_none(contact.get("profile")) or {}
    return Customer(
        wa_id=wa_id or text_or_none(contact.get("wa_id")),
        bsuid=bsuid or text_or_none(contact.get("user_id")),
        parent_bsuid=text_or_none(parent_bsuid) or text_or_none(contact.get("parent_user_id")),
        username=text_or_none(profile.get("username")),
        profile_name=text_or_none(profile.get("name")),
    )


def _contact_of(contacts: Any, wa_id: str | None, bsuid: str | None) -> dict[str, Any]:
    """One webhook may carry messages of several people: the block's order says nothing, only the ids do."""
    if not isinstance(contacts, list):
        return {}
    for contact in contacts:
        if isinstance(contact, dict) and _is_same(contact, wa_id, bsuid):
            return contact
    return {}


def _is_same(contact: dict[str, Any], wa_id: str | None, bsuid: str | None) -> bool:
    user_id = text_or_none(contact.get("user_id"))
    if bsuid and user_id:
        return user_id == bsuid
    phone = text_or_none(contact.get("wa_id"))
    return bool(wa_id and phone) and (phone == wa_id or canonical_key(phone) == canonical_key(wa_id))
