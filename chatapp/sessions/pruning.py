"""Forgets tokens and sign-ins that are over: an app that refreshes hourly leaves a row behind each time."""

from datetime import datetime

import sqlalchemy as sa

from chatapp import clock
from chatapp.extensions import db
from chatapp.jobs import DEFAULT, job
from chatapp.models import RefreshToken
from chatapp.sessions import register

AT_ONCE = 5_000


@job(DEFAULT, timeout=600)
def prune() -> None:
    """Delete expired refresh tokens, a few thousand per transaction.

    Nobody misses them: an expired one is refused whether it is known or not, and the access token that was issued with
    it, which needs a living row of its family, was over days before.
    """
    before = clock.now()
    while _delete_expired(before):
        db.session.commit()
    register.forget(before)
    db.session.commit()


def _delete_expired(before: datetime) -> int:
    expired = sa.select(RefreshToken.id).where(RefreshToken.expires_at <= before).limit(AT_ONCE)
    return db.session.execute(sa.delete(RefreshToken).where(RefreshToken.id.in_(expired))).rowcount
