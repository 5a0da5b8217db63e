"""The person on the other side, as far as one webhook tells."""

from dataclasses import dataclass
from typing import Any

from chatapp.whatsapp.identity import canonical_key


@dataclass(frozen=True, slots=True)
class Customer:
    """A person's identities, each as Meta wrote it. With a username the phone (`wa_id`) may be hidden, and before
    April 2026 there was no BSUID, so either can be absent; a `sent` or `failed` status may name nobody at all."""

    wa_id: str | None = None
    bsuid: str | None = None
    parent_bsuid: str | None = None
    username: str | None = None
    profile_name: str | None = None

    @property
    def is_known(self) -> bool:
        """Whether there is anything to find or create a contact by."""
        return self.wa_id is not None or self.bsuid is not None


def text_or_none(value: Any) -> str | None:
    """An id or name as text: Meta prints some ids as numbers; empty means absent."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return None


def complete(contacts: Any, wa_id: Any, bsuid: Any, parent_bsuid: Any = None) -> Customer:
    """The customer that a message or status names, completed from the webhook's `contacts` block."""
    wa_id, bsuid = text_or_none(wa_id), text_or_none(bsuid)
    contact = _contact_of(contacts, wa_id, bsuid)
    profile = contact.get("profile")
    profile = profile if isinstance(profile, dict) else {}
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
