"""Reading webhooks, newest first. `visible` is the one rule of who sees which."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import ARRAY

from chatapp.extensions import db
from chatapp.inbound.ledger import MAX_ATTEMPTS
from chatapp.models import PhoneNumber, User, WebhookEvent, WebhookSubject
from chatapp.refusals import Refusal

PAGE_SIZE = 50
#: The body of larger ones is not read for a list.
SHORT = 16 * 1024
#: Ids and times are drawn at the same moment by several processes: a minute is far more than they can differ.
SLACK = timedelta(minutes=1)
BEYOND_ALL = 2**63 - 1

_IS_FAILED = sa.or_(WebhookEvent.error.is_not(None), WebhookEvent.faults.is_not(None))
_IS_WAITING = sa.and_(WebhookEvent.processed_at.is_(None), WebhookEvent.attempts < MAX_ATTEMPTS)
STATES = {"failed": _IS_FAILED, "waiting": _IS_WAITING}

_body = sa.case((sa.func.octet_length(WebhookEvent.body) <= SHORT, WebhookEvent.body)).label("body")
_COLUMNS = (
    WebhookEvent.id,
    WebhookEvent.received_at,
    WebhookEvent.processed_at,
    WebhookEvent.attempts,
    WebhookEvent.error,
    WebhookEvent.faults,
    WebhookEvent.subjects,
    WebhookEvent.signed_for,
    sa.func.octet_length(WebhookEvent.body).label("size"),
)


@dataclass(frozen=True)
class Filter:
    """What is wanted: a state of `STATES`, one of our numbers, received in [since, until); None and "" are all."""

    state: str = ""
    number_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def narrows(self) -> bool:
        return bool(self.state or self.number_id or self.since or self.until)


def numbers(user: User) -> list[PhoneNumber]:
    """The account's, by name."""
    select = sa.select(PhoneNumber).where(PhoneNumber.account_id == user.account_id)
    return list(db.session.scalars(select.order_by(PhoneNumber.label, PhoneNumber.id)))


def listed(user: User, wanted: Filter, before: int | None = None, limit: int = PAGE_SIZE) -> Sequence[sa.Row]:
    """Webhooks with their size, and their body if it is short; those with an id below `before`."""
    select = _found(user, wanted, before, limit).with_only_columns(*_COLUMNS, _body)
    return db.session.execute(select).all()


def ids(user: User, wanted: Filter, limit: int) -> list[int]:
    """Ids of the newest of them."""
    return list(db.session.scalars(_found(user, wanted, None, limit).with_only_columns(WebhookEvent.id)))


def get(user: User, event_id: int) -> sa.Row:
    """One webhook with its whole body; Refusal 404 if there is none, or it also speaks of what is not the account's."""
    select = sa.select(*_COLUMNS, WebhookEvent.body).where(WebhookEvent.id == event_id, visible(user, numbers(user)))
    row = db.session.execute(select).one_or_none()
    if row is None:
        raise Refusal("not_found", _("This webhook is not kept any more, or it is not only yours."), status=404)
    return row


def own_subjects(numbers: Sequence[PhoneNumber]) -> list[str]:
    """What webhooks about these numbers name: themselves, or their WhatsApp account."""
    return sorted({name for number in numbers for name in (number.phone_number_id, number.waba_id)})


def last_before(moment: datetime) -> sa.ColumnElement[int]:
    """An id that whatever was received since then lies above."""
    select = sa.select(WebhookEvent.id).where(WebhookEvent.received_at < moment - SLACK)
    return sa.func.coalesce(select.order_by(WebhookEvent.received_at.desc()).limit(1).scalar_subquery(), 0)


def _first_after(moment: datetime) -> sa.ColumnElement[int]:
    select = sa.select(WebhookEvent.id).where(WebhookEvent.received_at >= moment + SLACK)
    return sa.func.coalesce(select.order_by(WebhookEvent.received_at).limit(1).scalar_subquery(), BEYOND_ALL)


def _found(user: User, wanted: Filter, before: int | None, limit: int) -> sa.Select:
    own = numbers(user)
    subjects = [n.phone_number_id for n in own if n.id == wanted.number_id] if wanted.number_id else own_subjects(own)
    conditions = [visible(user, own), *_conditions(wanted, before)]
    select = sa.select(WebhookEvent).order_by(WebhookEvent.id.desc()).limit(limit)
    if wanted.state:  # these are few, and have an index of their own
        return select.where(*conditions, STATES[wanted.state], WebhookEvent.subjects.overlap(_texts(subjects)))
    return select.where(WebhookEvent.id.in_(_newest(subjects, conditions, limit)))


def _newest(subjects: Sequence[str], conditions: Sequence[sa.ColumnElement[bool]], limit: int) -> sa.Select[tuple[int]]:
    """The newest of each subject, in the order of the index; among them are the newest of all."""
    subject = sa.func.unnest(_texts(subjects)).table_valued("subject").render_derived(name="wanted")
    of_one = sa.select(WebhookEvent.id).join(WebhookSubject, WebhookSubject.event_id == WebhookEvent.id)
    of_one = of_one.where(WebhookSubject.subject == subject.c.subject, *conditions)
    newest = of_one.order_by(WebhookSubject.event_id.desc()).limit(limit).lateral()
    return sa.select(newest.c.id).select_from(subject).join(newest, sa.true())


def _conditions(wanted: Filter, before: int | None) -> Iterator[sa.ColumnElement[bool]]:
    if before is not None:
        yield WebhookEvent.id < before
    if wanted.since is not None:
        yield sa.and_(WebhookEvent.received_at >= wanted.since, WebhookEvent.id > last_before(wanted.since))
    if wanted.until is not None:
        yield sa.and_(WebhookEvent.received_at < wanted.until, WebhookEvent.id < _first_after(wanted.until))


def visible(user: User, own: Sequence[PhoneNumber]) -> sa.ColumnElement[bool]:
    """All that it speaks of is the account's, and its signature may speak for the account."""
    only_own = WebhookEvent.subjects.contained_by(_texts(own_subjects(own)))
    may_speak = sa.or_(WebhookEvent.signed_for.is_(None), WebhookEvent.signed_for.contains([user.account_id]))
    return sa.and_(WebhookEvent.subjects != _texts([]), only_own, may_speak)


def _texts(values: Sequence[str]) -> sa.ColumnElement[list[str]]:
    return sa.literal(list(values), ARRAY(sa.String))
