"""The ``value`` of a change on the field ``messages``, as Meta writes it (keys that do not apply are absent)."""

import hashlib
from typing import Any

from ..books import Message
from ..customers import Customer
from ..message_templates import Template
from ..settings import BusinessNumber


def envelope(number: BusinessNumber) -> dict[str, Any]:
    """What every value of the field ``messages`` begins with."""
    metadata = {"display_phone_number": number.display, "phone_number_id": number.id}
    return {"messaging_product": "whatsapp", "metadata": metadata}


def contact(customer: Customer, phone: str | None, *, username: bool = True) -> dict[str, Any]:
    """One entry of ``contacts[]``. The phone is left out, not emptied, when it may not be shown."""
    profile = {"name": customer.name}
    if customer.username and username:
        profile["username"] = customer.username
    entry: dict[str, Any] = {"profile": profile}
    if phone:
        entry["wa_id"] = phone
    entry["user_id"] = customer.user_id
    if customer.parent_user_id:
        entry["parent_user_id"] = customer.parent_user_id
    return entry


def inbound(number: BusinessNumber, customer: Customer, message: dict[str, Any], phone: str | None) -> dict[str, Any]:
    """A customer's message. ``system`` messages carry no ``contacts[]``."""
    contacts = {} if message["type"] == "system" else {"contacts": [contact(customer, phone)]}
    return {**envelope(number), **contacts, "messages": [message]}


def status(
    number: BusinessNumber,
    customer: Customer | None,
    message: Message,
    name: str,
    at: float,
    *,
    recipient: str | None = None,
    pricing: dict[str, Any] | None = None,
    errors: list[dict[str, Any]] | None = None,
    conversation: bool = False,
    failed_contacts: bool = False,
) -> dict[str, Any]:
    """A status of a business message.

    Sent to a phone: ``recipient_id`` is shown; sent to a BSUID: it is absent. A failed one has no ``contacts`` and,
    when it was sent to a phone, no ``recipient_user_id``.
    """
    to_phone = message.addressed == "phone"
    entry: dict[str, Any] = {"id": message.wamid, "status": name, "timestamp": str(int(at))}
    if to_phone:
        entry["recipient_id"] = (customer and customer.wa_id) or recipient
    if customer and not (to_phone and name == "failed"):
        entry["recipient_user_id"] = customer.user_id
    if message.callback_data is not None:
        entry["biz_opaque_callback_data"] = message.callback_data
    if conversation and name != "failed":
        entry["conversation"] = conversation_of(message, name, at)
    if pricing:
        entry["pricing"] = pricing
    if errors:
        entry["errors"] = errors
    contacts = {}
    if customer and (name != "failed" or failed_contacts):
        phone = customer.wa_id if to_phone else customer.visible_phone
        contacts = {"contacts": [contact(customer, phone, username=name != "sent")]}
    return {**envelope(number), **contacts, "statuses": [entry]}


def conversation_of(message: Message, name: str, at: float) -> dict[str, Any]:
    """The ``conversation`` of webhook versions before v24.0: its id is unique per message, its end only on ``sent``."""
    found = {"id": hashlib.md5(message.wamid.encode(), usedforsecurity=False).hexdigest()}
    if name == "sent":
        found["expiration_timestamp"] = str(int(at) + 24 * 3600)
    return {**found, "origin": {"type": message.category}}


def identity_change(before: Customer, after: Customer) -> dict[str, Any]:
    """The ``system`` message about a new phone or a new user id; the second kind names no phone."""
    ids = {"user_id": after.user_id, "previous_user_id": before.user_id}
    if after.wa_id == before.wa_id:
        system = {"type": "user_changed_user_id", "body": f"User {after.name} changed their user ID", **ids}
        return {"type": "system", "from": None, "system": system}
    body = f"User {after.name} changed from {before.wa_id} to {after.wa_id}"
    return {"type": "system", "system": {"type": "user_changed_number", "wa_id": after.wa_id, "body": body, **ids}}


def template_status(template: Template, decision: str, at: float) -> dict[str, Any]:
    """The value of ``message_template_status_update``. ``_time`` becomes the entry's ``time``."""
    return {
        "event": decision,
        "message_template_id": int(template.id),
        "message_template_name": template.name,
        "message_template_language": template.language,
        "message_template_category": template.category,
        "reason": template.document.get("rejected_reason", "NONE"),
        "_time": int(at),
    }
