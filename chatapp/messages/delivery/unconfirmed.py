"""What becomes of a message that Meta may or may not have.

Meta knows no idempotency key, so such a message is never blindly sent again: a status webhook that echoes its client id
settles it. Only after a grace period without one does the number's policy decide.
"""

from datetime import timedelta

import sqlalchemy as sa

from chatapp import clock
from chatapp.extensions import db
from chatapp.kinds import MessageStatus
from chatapp.models import FailedAttempt, UnconfirmedPolicy
from chatapp.whatsapp.errors import NOT_CONFIRMED

#: With the RETRY policy: after so many attempts without an answer only a person may try again.
MOST_ATTEMPTS = 3

_QUEUED, _SENDING, _UNCONFIRMED = map(int, (MessageStatus.QUEUED, MessageStatus.SENDING, MessageStatus.UNCONFIRMED))
_DIED = "the process that was sending it ended before the answer came"

_ORPHANS = sa.text(f"""
    UPDATE messages SET status = {_UNCONFIRMED}, next_attempt_at = :until, error_code = :code,
        error_detail = :detail
    WHERE status = {_SENDING}
    RETURNING id, account_id
""")

_OVERDUE = sa.text(f"""
    UPDATE messages SET next_attempt_at = NULL,
        status = CASE WHEN number.unconfirmed_policy = :retry AND messages.attempts < {MOST_ATTEMPTS}
                      THEN {_QUEUED} ELSE {_UNCONFIRMED} END
    FROM phone_numbers number
    WHERE number.id = messages.number_id AND messages.status = {_UNCONFIRMED} AND messages.next_attempt_at <= :now
    RETURNING messages.id
""")


def adopt_orphans(grace: timedelta) -> list[int]:
    """Only the holder of the dispatcher's lock sends: what is SENDING when it begins was left by the dead.

    The grace begins now, however long ago they died: while we were down nobody took Meta's webhooks, which come again.
    """
    now = clock.now()
    orphans = db.session.execute(_ORPHANS, {"until": now + grace, "code": NOT_CONFIRMED, "detail": _DIED}).all()
    attempts = [
        {"message_id": o.id, "account_id": o.account_id, "code": NOT_CONFIRMED, "detail": _DIED, "occurred_at": now}
        for o in orphans
    ]
    if attempts:
        db.session.execute(sa.insert(FailedAttempt), attempts)
    return [orphan.id for orphan in orphans]


def settle_overdue() -> list[int]:
    """The grace is over: RETRY queues the message again, ASK leaves it to a person, and it blocks no other any more."""
    overdue = db.session.execute(_OVERDUE, {"retry": UnconfirmedPolicy.RETRY.value, "now": clock.now()})
    return list(overdue.scalars())
