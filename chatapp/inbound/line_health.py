"""What Meta says about our numbers and accounts themselves, as far as we act on it; the ledger keeps the rest."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa

from chatapp import clock
from chatapp.extensions import db
from chatapp.messages.arrivals import Arrival
from chatapp.models import PhoneNumber
from chatapp.models.heard_slot import SLOT
from chatapp.whatsapp import errors
from chatapp.whatsapp.facts import AccountEvent, WebhookError
from chatapp.whatsapp.identity import digits

#: What an account's misfortune is called as an error of sending, so that one banner explains both.
ACCOUNT_ALARMS = {"ACCOUNT_VIOLATION": 368, "ACCOUNT_RESTRICTION": 368, "ACCOUNT_DELETED": 33}
BAN_EVENT = "DISABLED_UPDATE"
BANNED, REINSTATED = "DISABLE", "REINSTATE"
ACCOUNT_LOCKED = 131031
#: Events of `phone_number_quality_update` that say something lasting.
NUMBER_EVENTS = {
    "THROUGHPUT_UPGRADE": {"throughput": 1_000},
    "FLAGGED": {"quality_rating": "RED"},
    "UNFLAGGED": {"quality_rating": "UNKNOWN"},
}


def note_errors(arrivals: Iterable[Arrival[WebhookError]]) -> None:
    """Raise a number's alarm for errors after which nothing leaves until somebody acts."""
    for arrival in arrivals:
        code = arrival.fact.error.code
        if code is not None and errors.verdict(code).alarm:
            _alarm(PhoneNumber.id == arrival.number_id, code, clock.now())


def note_heard(heard: Iterable[tuple[int, datetime]]) -> None:
    """Customers were heard through these numbers when these webhooks were received (not when they are applied: one that
    is replayed says nothing of today)."""
    latest: dict[tuple[int, int], datetime] = {}
    for number_id, at in heard:
        place = number_id, int(at.timestamp() // SLOT.total_seconds())
        latest[place] = max(at, latest.get(place, at))
    if latest:
        numbers = [number_id for number_id, _slot in sorted(latest)]
        moments = [latest[place] for place in sorted(latest)]
        db.session.execute(_HEARD, {"numbers": numbers, "moments": moments, "slot": SLOT})


def note_events(events: Iterable[tuple[AccountEvent, Sequence[int] | None]]) -> None:
    """Quality, throughput, bans and restrictions; each with the accounts that its signature speaks for (None: all)."""
    for event, signed_for in events:
        if event.field == "phone_number_quality_update":
            _note_number(event, _spoken_of(event, signed_for))
        elif event.field == "account_update":
            _note_account(event, _spoken_of(event, signed_for))


def _note_number(event: AccountEvent, numbers: sa.ColumnElement[bool]) -> None:
    values = NUMBER_EVENTS.get(event.event)
    if values:
        shown = digits(str(event.raw.get("display_phone_number", "")))
        plain = sa.func.regexp_replace(PhoneNumber.display_number, r"\D", "", "g")
        db.session.execute(sa.update(PhoneNumber).where(numbers, plain == shown).values(**values))


def _note_account(event: AccountEvent, numbers: sa.ColumnElement[bool]) -> None:
    at = event.occurred_at or clock.now()
    ban = (event.raw.get("ban_info") or {}).get("waba_ban_state") if event.event == BAN_EVENT else None
    code = ACCOUNT_LOCKED if ban == BANNED else ACCOUNT_ALARMS.get(event.event)
    if code is not None:
        _alarm(numbers, code, at)
    elif ban == REINSTATED:
        cleared = sa.update(PhoneNumber).where(numbers, PhoneNumber.alarm_at <= at)
        db.session.execute(cleared.values(alarm_code=None, alarm_at=None))


def _spoken_of(event: AccountEvent, signed_for: Sequence[int] | None) -> sa.ColumnElement[bool]:
    of_waba = PhoneNumber.waba_id == event.waba_id
    return of_waba if signed_for is None else of_waba & PhoneNumber.account_id.in_(signed_for)


def _alarm(numbers: sa.ColumnElement[bool], code: int, at: datetime) -> None:
    """A number that is alarmed already keeps what it said first."""
    raised = sa.update(PhoneNumber).where(numbers, PhoneNumber.alarm_at.is_(None))
    db.session.execute(raised.values(alarm_code=code, alarm_at=at))


_HEARD = sa.text("""
    WITH heard AS (
        SELECT * FROM unnest(CAST(:numbers AS bigint[]), CAST(:moments AS timestamptz[])) AS heard (number_id, at)
    ), slots AS (
        INSERT INTO heard_slots (number_id, slot)
        SELECT number_id, date_bin(CAST(:slot AS interval), at, 'epoch') FROM heard ON CONFLICT DO NOTHING
    )
    UPDATE phone_numbers AS n SET last_inbound_at = latest.at
    FROM (SELECT number_id, max(at) AS at FROM heard GROUP BY number_id) AS latest
    WHERE n.id = latest.number_id AND (n.last_inbound_at IS NULL OR n.last_inbound_at < latest.at)
""")
