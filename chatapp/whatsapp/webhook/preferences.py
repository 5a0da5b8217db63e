"""The `user_preferences` field: who wants marketing messages and who does not."""

from typing import Any

from chatapp.whatsapp.facts import Fact, UserPreference
from chatapp.whatsapp.values import text_or_none
from chatapp.whatsapp.webhook.change import Change, Odd, moment, required
from chatapp.whatsapp.webhook.messages import reported_error


def read(change: Change) -> list[Fact]:
    """Every preference of the change."""
    return [
        *change.each("user_preferences", _preference),
        *change.each("errors", reported_error),
        *change.rest("user_preferences", "errors"),
    ]


def _preference(change: Change, path: str, item: dict[str, Any]) -> UserPreference:
    customer = change.customer(item.get("wa_id"), item.get("user_id"), item.get("parent_user_id"))
    if not customer.is_known:
        raise Odd("nobody is named: neither phone nor BSUID")
    return UserPreference(
        path=path,
        waba_id=change.waba_id,
        raw=item,
        phone_number_id=change.phone_number_id,
        customer=customer,
        category=required(item, "category"),
        value=required(item, "value"),
        occurred_at=moment(item),
        detail=text_or_none(item.get("detail")),
        signup_id=text_or_none(item.get("signup_id")),
    )
