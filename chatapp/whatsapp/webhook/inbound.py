"""Messages from customers."""

from typing import Any

from chatapp import kinds
from chatapp.whatsapp.facts import ChatEvent, InboundMessage
from chatapp.whatsapp.meta_error import read_errors
from chatapp.whatsapp.values import dict_or_none, text_or_none
from chatapp.whatsapp.webhook.change import Change
from chatapp.whatsapp.webhook.chat import ON_ANOTHER_MESSAGE, head
from chatapp.whatsapp.webhook.identity_change import CHANGES, identity_change


def inbound(change: Change, path: str, item: dict[str, Any]) -> ChatEvent:
    """One item of `messages`: most are messages, some are about another message or about the customer."""
    kind = item.get("type")
    if kind == "system" and (dict_or_none(item.get("system")) or {}).get("type") in CHANGES:
        return identity_change(change, path, item)
    customer = change.customer(item.get("from"), item.get("from_user_id"), item.get("from_parent_user_id"))
    common = head(change, path, item, customer)
    if kind in ON_ANOTHER_MESSAGE:
        return ON_ANOTHER_MESSAGE[kind](common, item)
    return _message(common, item)


def _message(common: dict[str, Any], item: dict[str, Any]) -> InboundMessage:
    context = dict_or_none(item.get("context")) or {}
    often = context.get("frequently_forwarded") is True
    return InboundMessage(
        **common,
        kind=kinds.read(item),
        quoted_wamid=text_or_none(context.get("id")),
        forwarded=often or context.get("forwarded") is True,
        forwarded_often=often,
        referral=dict_or_none(item.get("referral")),
        referred_product=dict_or_none(context.get("referred_product")),
        errors=read_errors(item.get("errors")),
    )
