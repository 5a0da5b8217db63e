"""A number is missed when it is quieter than its own habit, and not before."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.inbound import silence
from chatapp.models import HeardSlot, PhoneNumber
from tests import factories
from tests.inbound import meta

#: A Tuesday, and the clock of these tests.
TODAY = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch):
    """at(10, 30): it is half past ten of that Tuesday."""
    return lambda hour, minute=0, days=0: monkeypatch.setattr(
        "chatapp.clock.now", lambda: TODAY + timedelta(days=days, hours=hour, minutes=minute)
    )


def heard(number: PhoneNumber, *moments: datetime) -> None:
    """Customers wrote then."""
    slots = {moment - timedelta(minutes=moment.minute % 5) for moment in moments}
    db.session.execute(sa.insert(HeardSlot), [{"number_id": number.id, "slot": slot} for slot in slots])
    number.last_inbound_at = max(moments)
    db.session.commit()


def shop(until: datetime, *, weeks: float = 4, every: int = 10, closed: tuple[datetime, ...] = ()) -> list[datetime]:
    """Somebody writes every so many minutes, from eight to eighteen, until then, but on days when it is closed."""
    opened = [
        until.replace(hour=8, minute=0) - timedelta(days=day) + timedelta(minutes=minute)
        for day in range(int(weeks * 7) + 1)
        for minute in range(0, 600, every)
    ]
    return [moment for moment in opened if moment <= until and moment.date() not in {day.date() for day in closed}]


def silent() -> list[int]:
    return [found.number_id for found in silence.silent_numbers()]


def test_a_busy_number_is_missed_within_the_hour_and_never_at_night(number, at):
    heard(number, *shop(TODAY + timedelta(hours=13)))

    at(13, 25)
    assert silent() == []
    at(13, 45)
    (missed,) = silence.silent_numbers()
    assert (missed.since, missed.usual) == (TODAY + timedelta(hours=13), timedelta(minutes=10))

    db.session.execute(sa.delete(HeardSlot))
    heard(number, *shop(TODAY + timedelta(hours=17, minutes=50)))
    for hour in (19, 23, 31):
        at(hour)
        assert silent() == [], "the shop is closed"
    at(33, 30)
    assert silent() == [number.id], "it should have been heard since eight"


def test_a_quiet_number_is_given_days(number, at):
    """Twice a week somebody writes, at no fixed hour."""
    days = (2, 6, 9, 12, 16, 20, 23, 27, 30, 33)
    heard(number, *(TODAY - timedelta(days=day, hours=day % 7) for day in days))
    at(12, days=5)
    assert silent() == []
    at(12, days=12)
    assert silent() == [number.id]


def test_neither_a_holiday_nor_the_last_outage_is_a_habit(number, at):
    holiday = TODAY - timedelta(days=14)
    heard(number, *shop(TODAY + timedelta(hours=13), closed=(holiday,)))
    at(13, 45)
    assert silent() == [number.id]


def test_a_silence_goes_on_being_one(number, at):
    heard(number, *shop(TODAY + timedelta(hours=13)))
    for days in (1, 7, 15, 60):
        at(14, days=days)
        assert silent() == [number.id], days


def test_of_a_new_number_nothing_is_known_yet(account, number, at):
    heard(number, *shop(TODAY + timedelta(hours=13), weeks=1.5))
    factories.phone_number(account)
    at(17)
    assert silent() == []


def test_each_account_hears_of_its_own(account, number, at):
    stranger = factories.phone_number(factories.account())
    for each in (number, stranger):
        heard(each, *shop(TODAY + timedelta(hours=13)))
    at(14)
    assert [found.number_id for found in silence.silent_numbers(account.id)] == [number.id]
    assert set(silent()) == {number.id, stranger.id}


def test_it_is_told_once_and_what_is_old_is_forgotten(number, at, caplog):
    heard(number, TODAY - timedelta(weeks=9), *shop(TODAY + timedelta(hours=13)))
    at(14)
    with caplog.at_level(logging.WARNING):
        silence.listen()
        silence.listen()
    assert [record.getMessage() for record in caplog.records if "silent" in record.getMessage()] == [
        f"number {number.id} is silent since 2026-11-24T13:00:00+00:00; "
        "its pauses at this time of the week last 0:10:00 at most"
    ]
    assert db.session.scalar(sa.select(sa.func.min(HeardSlot.slot))) > TODAY - timedelta(weeks=6)


def test_a_webhook_is_heard_when_it_is_received_however_often_it_is_applied(number, arrive):
    (event,) = arrive(meta.messages(number, meta.text("Oi"), meta.text("Tudo bem?")))
    first = number.last_inbound_at
    assert first == event.received_at

    event.processed_at = None
    db.session.commit()
    arrive(meta.statuses(number, meta.status("X", "read")))
    assert number.last_inbound_at == first, "a replay and a report are nobody's voice"
    (slot,) = db.session.scalars(sa.select(HeardSlot.slot))
    assert slot <= first < slot + timedelta(minutes=5)
