"""What Meta says about the numbers themselves."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from chatapp.models import PhoneNumber
from tests import factories
from tests.inbound import meta

NOON = datetime.fromtimestamp(meta.NOON, UTC)


def account_body(field: str, waba_id: str = "100000000000001", *, at: int = 0, **value) -> bytes:
    entry = {"id": waba_id, "time": meta.NOON + at, "changes": [{"field": field, "value": value}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def ban(state: str, *, at: int = 0) -> bytes:
    return account_body("account_update", event="DISABLED_UPDATE", ban_info={"waba_ban_state": state}, at=at)


def alarm(number: PhoneNumber) -> tuple[int | None, datetime | None]:
    return number.alarm_code, number.alarm_at


def test_an_error_that_stops_all_sending_raises_the_alarm(number, arrive):
    expired = {"code": 190, "title": "Access token expired"}
    arrive(meta.body(meta.change(number, errors=[{"code": 130429, "title": "Rate limit hit"}])))
    assert alarm(number) == (None, None)

    arrive(meta.body(meta.change(number, errors=[expired])))
    assert number.alarm_code == 190
    assert number.alarm_at is not None


def test_a_banned_account_alarms_all_its_numbers_until_it_is_reinstated(account, number, arrive):
    sibling, stranger = factories.phone_number(account), factories.phone_number(account, waba_id="2")

    arrive(ban("DISABLE"))
    assert alarm(number) == alarm(sibling) == (131031, NOON)
    assert alarm(stranger) == (None, None)

    arrive(ban("SCHEDULE_FOR_DISABLE", at=5), ban("REINSTATE", at=10))
    assert alarm(number) == alarm(sibling) == (None, None)


def test_a_reinstatement_from_before_the_ban_lifts_nothing(number, arrive):
    arrive(ban("DISABLE", at=10), ban("REINSTATE", at=5))

    assert alarm(number) == (131031, NOON + timedelta(seconds=10))


@pytest.mark.parametrize("event", ["ACCOUNT_VIOLATION", "ACCOUNT_RESTRICTION"])
def test_a_restriction_is_an_alarm(number, arrive, event):
    arrive(account_body("account_update", event=event))

    assert number.alarm_code == 368


def test_throughput_and_quality_follow_metas_word(number, arrive):
    number.display_number = "+55 11 4000-0000"
    event = {"display_phone_number": "551140000000", "max_daily_conversations_per_business": "TIER_2K"}

    arrive(account_body("phone_number_quality_update", event="THROUGHPUT_UPGRADE", **event))
    assert number.throughput == 1_000

    arrive(account_body("phone_number_quality_update", event="FLAGGED", **event))
    assert number.quality_rating == "RED"


@pytest.mark.parametrize(
    "value",
    [{}, {"event": "DISABLED_UPDATE"}, {"event": "DISABLED_UPDATE", "ban_info": []}, {"event": ["?"]}, {"event": 7}],
)
@pytest.mark.parametrize("field", ["account_update", "phone_number_quality_update", "a_field_of_the_future"])
def test_odd_events_are_kept_and_harm_nobody(number, arrive, field, value):
    (event,) = arrive(account_body(field, **value))

    assert event.error is None
    assert event.processed_at is not None
    assert alarm(number) == (None, None)
