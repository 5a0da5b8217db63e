"""What is measured of the numbers: which of them Meta refuses, and when each was last heard."""

from collections.abc import Iterator

import sqlalchemy as sa

from chatapp import telemetry
from chatapp.telemetry import Value

ALARM = telemetry.Gauge(
    "chatapp_number_alarm",
    "1 while nothing leaves this number until somebody acts",
    ("number", "code"),
)
HEARD = telemetry.Gauge(
    "chatapp_number_last_inbound_timestamp_seconds",
    "When the last message of a customer came",
    ("number",),
)

_NUMBERS = sa.text("SELECT id, alarm_code, extract(epoch FROM last_inbound_at) FROM phone_numbers")


@telemetry.at_scrape
def numbers() -> Iterator[Value]:
    """By our own ids, as `flask numbers list` shows them."""
    for number_id, alarm_code, heard_at in telemetry.rows(_NUMBERS):
        if alarm_code is not None:
            yield ALARM.at(1, str(number_id), str(alarm_code))
        if heard_at is not None:
            yield HEARD.at(heard_at, str(number_id))
