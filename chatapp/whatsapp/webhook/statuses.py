"""What became of the messages we sent."""

from typing import Any

from chatapp.kinds import MessageStatus
from chatapp.whatsapp.customer import Customer
from chatapp.whatsapp.facts import StatusUpdate
from chatapp.whatsapp.meta_error import read_errors
from chatapp.whatsapp.values import dict_or_none, text_or_none
from chatapp.whatsapp.webhook.change import Change, Odd, moment, required


def status(change: Change, path: str, item: dict[str, Any]) -> StatusUpdate:
    """One item of `statuses`."""
    in_group = item.get("recipient_type") == "group"
    return StatusUpdate(
        path=path,
        waba_id=change.waba_id,
        raw=item,
        phone_number_id=change.phone_number_id,
        wamid=required(item, "id"),
        status=_status(item.get("status")),
        occurred_at=moment(item),
        customer=_recipient(change, item, "recipient_participant" if in_group else "recipient"),
        group_id=text_or_none(item.get("recipient_id")) if in_group else None,
        callback_data=text_or_none(item.get("biz_opaque_callback_data")),
        errors=read_errors(item.get("errors")),
        pricing=dict_or_none(item.get("pricing")),
        conversation=dict_or_none(item.get("conversation")),
    )


def _status(name: Any) -> MessageStatus:
    try:
        return MessageStatus.from_webhook(name)
    except ValueError as error:
        raise Odd(str(error)) from None


def _recipient(change: Change, item: dict[str, Any], who: str) -> Customer:
    return change.customer(item.get(f"{who}_id"), item.get(f"{who}_user_id"), item.get(f"{who}_parent_user_id"))
