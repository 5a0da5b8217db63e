"""How receiving goes, in a few figures of one account."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from chatapp import clock
from chatapp.extensions import db
from chatapp.inbound import silence
from chatapp.inbound.ledger import MAX_ATTEMPTS
from chatapp.inbound.silence import Silence
from chatapp.ledger import queries
from chatapp.ledger.queries import STATES, Filter
from chatapp.models import PhoneNumber, User, WebhookEvent, WebhookSubject

PERIOD = timedelta(hours=24)
#: Counting further costs more than it tells.
MOST = 100_000
#: Of so many is the usual delay.
SAMPLE = 100


@dataclass(frozen=True)
class Figures:
    """`received`, `processed` and `failed` are of the last 24 hours, at most `MOST` each; `waiting` and `given_up` are
    of now. `delay`: in seconds, of half of the last webhooks from the ledger until applied; None before the first."""

    received: int
    processed: int
    failed: int
    waiting: int
    given_up: int
    waiting_since: datetime | None
    delay: float | None

    @property
    def lag(self) -> float:
        """Seconds that the oldest one that waits has waited; 0 if none does."""
        return (clock.now() - self.waiting_since).total_seconds() if self.waiting_since else 0.0


@dataclass(frozen=True)
class NumberLine:
    """One of the account's numbers, and the silence that is unlike it."""

    number: PhoneNumber
    silence: Silence | None


def read(user: User) -> Figures:
    own = queries.numbers(user)
    visible, recent = queries.visible(user, own), WebhookEvent.id > queries.last_before(clock.now() - PERIOD)
    unprocessed = WebhookEvent.processed_at.is_(None)
    received = _count(_distinct_events(queries.own_subjects(own)))
    now = sa.select(
        sa.func.count().filter(STATES["waiting"]).label("waiting"),
        sa.func.count().filter(WebhookEvent.attempts >= MAX_ATTEMPTS).label("given_up"),
        sa.func.min(WebhookEvent.received_at).filter(STATES["waiting"]).label("since"),
        sa.func.count().filter(recent).label("recent"),
    ).where(unprocessed, visible)
    still = db.session.execute(now).one()
    return Figures(
        received=received,
        processed=max(0, received - still.recent),
        failed=_count(sa.select(WebhookEvent.id).where(STATES["failed"], visible, recent)),
        waiting=still.waiting,
        given_up=still.given_up,
        waiting_since=still.since,
        delay=_usual_delay(user),
    )


def numbers(user: User) -> list[NumberLine]:
    """The account's numbers, by name."""
    silent = {found.number_id: found for found in silence.silent_numbers(user.account_id)}
    return [NumberLine(number, silent.get(number.id)) for number in queries.numbers(user)]


def _distinct_events(subjects: list[str]) -> sa.Select[tuple[int]]:
    since = queries.last_before(clock.now() - PERIOD)
    select = sa.select(WebhookSubject.event_id).where(WebhookSubject.subject.in_(subjects))
    return select.where(WebhookSubject.event_id > since).distinct()


def _count(select: sa.Select) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(select.limit(MOST).subquery()))


def _usual_delay(user: User) -> float | None:
    rows = queries.listed(user, Filter(), limit=SAMPLE)
    delays = sorted((row.processed_at - row.received_at).total_seconds() for row in rows if row.processed_at)
    return delays[len(delays) // 2] if delays else None
