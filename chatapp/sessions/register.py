"""Where people are signed in: written down when it begins, looked at with every request, and crossed out to end it."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa
from flask import has_request_context, request
from flask_babel import gettext as _

from chatapp import clock, realtime
from chatapp.extensions import db
from chatapp.models import RefreshToken, SignIn, SignInKind, User
from chatapp.refusals import Refusal

#: How exactly `seen_at` is kept: writing with every request would be a write for every read.
STEP = timedelta(minutes=5)
#: A cookie that is kept lives so long after signing in, an app's tokens for a week after their last use.
FORGOTTEN_AFTER = timedelta(days=31)
LONGEST_AGENT = 300


def begin(user: User, kind: SignInKind, sign_in_id: UUID | None = None) -> UUID:
    """Somebody is signed in from where this request comes from."""
    agent, address = (request.user_agent.string, request.remote_addr) if has_request_context() else ("", "")
    now = clock.now()
    row = SignIn(id=sign_in_id or uuid4(), user_id=user.id, kind=kind, began_at=now, seen_at=now)
    row.agent, row.address = agent[:LONGEST_AGENT].replace("\x00", ""), address or ""
    db.session.add(row)
    db.session.flush()
    return row.id


def of_user(user: User) -> list[SignIn]:
    """The one used last comes first."""
    select = sa.select(SignIn).where(SignIn.user_id == user.id)
    return list(db.session.scalars(select.order_by(SignIn.seen_at.desc(), SignIn.id)))


def seen(sign_in: SignIn) -> None:
    """It is in use; in a transaction of its own, for a page that is only read commits nothing."""
    now = clock.now()
    if now - sign_in.seen_at < STEP:
        return
    with db.engine.begin() as connection:
        connection.execute(sa.update(SignIn).where(SignIn.id == sign_in.id).values(seen_at=now))


def end(user: User, sign_in_id: UUID) -> None:
    """Sign out there, from this moment on. Refusal 404 for what is somebody else's."""
    if not _end(user, SignIn.id == sign_in_id):
        raise Refusal("not_found", _("You are not signed in there any more."), status=404)


def end_others(user: User, current: UUID) -> int:
    """Sign out everywhere but here; from how many places that was."""
    return len(_end(user, SignIn.id != current))


def forget(before: datetime) -> None:
    """Cross out what nobody has used for so long that it is over anyway."""
    db.session.execute(sa.delete(SignIn).where(SignIn.seen_at < before - FORGOTTEN_AFTER))


def _end(user: User, which: sa.ColumnElement[bool]) -> Collection[UUID]:
    ended = sa.delete(SignIn).where(SignIn.user_id == user.id, which).returning(SignIn.id)
    ids = db.session.scalars(ended).all()
    living = sa.and_(RefreshToken.family.in_(ids), RefreshToken.revoked_at.is_(None))
    db.session.execute(sa.update(RefreshToken).where(living).values(revoked_at=clock.now()))
    if ids:
        # Sockets do not say whose browser they are in: all come anew, and those of what has ended are turned away.
        realtime.close_user(user.id)
    return ids
