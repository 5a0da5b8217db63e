"""What messages from the customer and messages from the company's own phone have in common."""

from typing import Any

from chatapp import kinds
from chatapp.kinds.wire import said
from chatapp.whatsapp.customer import Customer
from chatapp.whatsapp.facts import MessageEdit, MessageReaction, MessageRevoke
from chatapp.whatsapp.values import text_or_none
from chatapp.whatsapp.webhook.change import Change, Odd, moment, required


def head(change: Change, path: str, item: dict[str, Any], customer: Customer) -> dict[str, Any]:
    """The fields of every ChatEvent. An event of nobody cannot be shown anywhere, so it is odd."""
    if not customer.is_known:
        raise Odd("nobody is named: neither phone nor BSUID")
    return {
        "path": path,
        "waba_id": change.waba_id,
        "raw": item,
        "phone_number_id": change.phone_number_id,
        "wamid": required(item, "id"),
        "sent_at": moment(item),
        "customer": customer,
        "group_id": text_or_none(item.get("group_id")),
    }


def reaction(common: dict[str, Any], item: dict[str, Any]) -> MessageReaction:
    """Removal has no `emoji` key, or an empty one."""
    return MessageReaction(**common, target_wamid=_target(item, "reaction", "message_id"), emoji=_emoji(item))


def edit(common: dict[str, Any], item: dict[str, Any]) -> MessageEdit:
    """The new content stands inside as a message of its own."""
    target = _target(item, "edit", "original_message_id")
    content = item["edit"].get("message")
    if not isinstance(content, dict):
        raise Odd("edit.message is missing")
    return MessageEdit(**common, target_wamid=target, kind=kinds.read(content))


def revoke(common: dict[str, Any], item: dict[str, Any]) -> MessageRevoke:
    """Only the id of what was deleted."""
    return MessageRevoke(**common, target_wamid=_target(item, "revoke", "original_message_id"))


ON_ANOTHER_MESSAGE = {"reaction": reaction, "edit": edit, "revoke": revoke}


def _target(item: dict[str, Any], *path: str) -> str:
    target = said(item, *path)
    if target is None:
        raise Odd(f"{'.'.join(path)} is missing")
    return target


def _emoji(item: dict[str, Any]) -> str | None:
    return said(item, "reaction", "emoji")
