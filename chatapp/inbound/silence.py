"""A number that is quieter than its own habit: how a broken line shows itself when nobody complains.

The rule: a number is silent when it has not been heard for more than `FACTOR` times the longest pause that it usually
makes at this time of the week, and never before `LEAST`. Usual are the `WEEKS` weeks before the silence began; a
pause counts if it touches the hour before or after this moment of that week. So a night is compared with nights, and a
Monday morning with Monday mornings: a shop that opens at eight is missed soon after nine, one that hears of a customer
twice a week only after a week or two. The week with the longest pause does not count where there are three or more, so
that neither a holiday nor the last outage is taken for a habit.

A number with fewer than two weeks of habit, or never heard at all, is not called silent: nothing is known of it yet.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from redis import RedisError

from chatapp import clock
from chatapp.extensions import db, redis
from chatapp.jobs import DEFAULT, job

WEEKS = 4
AROUND = timedelta(hours=1)
FACTOR = 3
LEAST = timedelta(minutes=30)
KNOWN_FROM = 2
#: What of the habit is kept: what the rule looks at, and a week more.
KEPT = timedelta(weeks=WEEKS + 2)
#: How long it is remembered that a silence was told.
TOLD = timedelta(weeks=4)

log = logging.getLogger(__name__)


class Silence(NamedTuple):
    """Of one of our numbers: last heard at `since`, though its pauses at this time of the week last `usual` at most."""

    number_id: int
    since: datetime
    usual: timedelta


def silent_numbers(account_id: int | None = None) -> list[Silence]:
    """The numbers (of one account, or all) that are quieter than their habit now, those first that are so longest."""
    now = clock.now()
    values = {"account": account_id, "now": now, "weeks": WEEKS, "around": AROUND}
    found = []
    for row in db.session.execute(_PAUSES, values):
        usual = _usual(row.pauses)
        if usual is not None and now - row.since > max(LEAST, FACTOR * usual):
            found.append(Silence(row.number_id, row.since, usual))
    return sorted(found, key=lambda silence: silence.since)


@job(DEFAULT)
def listen() -> None:
    """Sweep: tell the log of every silence once, and forget what is no habit any more."""
    for silence in _untold(silent_numbers()):
        log.warning(
            "number %s is silent since %s; its pauses at this time of the week last %s at most",
            silence.number_id, silence.since.isoformat(timespec="seconds"), silence.usual,
        )  # fmt: skip
    db.session.execute(_FORGET, {"kept": KEPT})
    db.session.commit()


def _usual(pauses: list[timedelta]) -> timedelta | None:
    """The longest pause, without the quietest of several weeks; None where too little is known."""
    if len(pauses) < KNOWN_FROM:
        return None
    return sorted(pauses)[-2] if len(pauses) > KNOWN_FROM else max(pauses)


def _untold(silences: list[Silence]) -> Iterator[Silence]:
    for silence in silences:
        key = f"silence:{silence.number_id}:{int(silence.since.timestamp())}"
        try:
            if redis.client.set(key, 1, nx=True, ex=TOLD):
                yield silence
        except RedisError as error:
            log.warning("redis is away, silences are told again: %s", error)
            yield silence


# Of each number, and of each week before it fell silent: the longest pause that touches the hours around this moment of
# the week, from the last slot before them to the first one after. Without one before, it was not known then.
_PAUSES = sa.text("""
    WITH moments AS (
        SELECT n.id AS number_id, n.last_inbound_at AS since, week,
            date_bin('7 days', n.last_inbound_at - :around, CAST(:now AS timestamptz))
                - (week - 1) * interval '7 days' AS at
        FROM phone_numbers n, generate_series(1, :weeks) AS week
        WHERE n.last_inbound_at IS NOT NULL AND (CAST(:account AS bigint) IS NULL OR n.account_id = :account)
    ), heard AS (
        SELECT m.*, near.slot,
            coalesce(lead(near.slot) OVER (PARTITION BY m.number_id, m.week ORDER BY near.slot), m.since)
                - near.slot AS pause
        FROM moments m CROSS JOIN LATERAL (
            (SELECT slot FROM heard_slots WHERE number_id = m.number_id AND slot < m.at - :around
             ORDER BY slot DESC LIMIT 1)
            UNION ALL
            SELECT slot FROM heard_slots
            WHERE number_id = m.number_id AND slot BETWEEN m.at - :around AND m.at + :around
            UNION ALL
            (SELECT slot FROM heard_slots WHERE number_id = m.number_id AND slot > m.at + :around
             ORDER BY slot LIMIT 1)
        ) AS near
    ), weeks AS (
        SELECT number_id, since, max(pause) FILTER (WHERE slot <= at + :around) AS longest
        FROM heard GROUP BY number_id, since, week HAVING bool_or(slot < at - :around)
    )
    SELECT number_id, since, array_agg(longest) AS pauses FROM weeks GROUP BY number_id, since
""")

_FORGET = sa.text("""
    DELETE FROM heard_slots AS s USING phone_numbers AS n
    WHERE n.id = s.number_id AND s.slot < n.last_inbound_at - CAST(:kept AS interval)
""")
