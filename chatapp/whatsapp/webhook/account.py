"""All other fields: account, number quality, templates, groups, history, and those that do not exist yet."""

from datetime import datetime

from chatapp.whatsapp.facts import AccountEvent, Fact
from chatapp.whatsapp.values import text_or_none
from chatapp.whatsapp.webhook.change import Change, Odd, moment_of


def read(change: Change) -> list[Fact]:
    """One event, its value kept whole."""
    return [
        AccountEvent(
            path=change.path,
            waba_id=change.waba_id,
            raw=change.value,
            field=change.field,
            event=text_or_none(change.value.get("event")),
            occurred_at=_time(change),
            phone_number_id=change.phone_number_id_or_none,
        )
    ]


def _time(change: Change) -> datetime | None:
    try:
        return moment_of(change.time, "entry.time")
    except Odd:
        return None
