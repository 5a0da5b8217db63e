"""An app's tokens: a short-lived access token, and a refresh token that works once.

A refresh token belongs to a family, which begins when somebody signs in. Using one again that was used before means
that two hold it, one of them a thief, so the whole family ends.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa

from chatapp import clock
from chatapp.accounts import queries, signatures
from chatapp.extensions import db
from chatapp.models import RefreshToken, SignIn, SignInKind, User
from chatapp.sessions import register

PURPOSE = "access token"
ACCESS_LIFETIME = timedelta(hours=1)
REFRESH_LIFETIME = timedelta(days=7)


@dataclass(frozen=True)
class TokenPair:
    access_token: str
    refresh_token: str


@dataclass(frozen=True)
class Bearer:
    """Whom an access token speaks for, and the family it came from."""

    user: User
    family: UUID


def issue(user: User, family: UUID | None = None) -> TokenPair:
    """A new pair; without `family`, of a new one."""
    family, raw = family or register.begin(user, SignInKind.APP), secrets.token_urlsafe(32)
    row = RefreshToken(user_id=user.id, family=family, token_hash=_hash(raw), expires_at=clock.now() + REFRESH_LIFETIME)
    db.session.add(row)
    db.session.flush()
    claims = {"sub": str(user.id), "family": str(family), "epoch": user.session_epoch}
    return TokenPair(signatures.sign(PURPOSE, claims, ACCESS_LIFETIME), raw)


def refresh(raw: str) -> TokenPair | None:
    """The next pair for a refresh token, or None. Commit either way: a refusal may have ended the family.

    Of two requests with the same token at the same moment one wins, and the other is refused without harm: it saw the
    token unused, and is told apart by losing the conditional UPDATE. Whoever comes later has seen it used.
    """
    token = db.session.scalar(sa.select(RefreshToken).where(RefreshToken.token_hash == _hash(raw)))
    if token is None or token.revoked_at or token.expires_at <= clock.now():
        return None
    if token.used_at:
        revoke(token.family)
        return None
    user = queries.active_user(token.user_id)
    db.session.execute(sa.update(SignIn).where(SignIn.id == token.family).values(seen_at=clock.now()))
    return issue(user, token.family) if user and _use(token) else None


def revoke(family: UUID) -> None:
    """End a family: its refresh tokens, and so its access tokens too."""
    living = sa.update(RefreshToken).where(RefreshToken.family == family, RefreshToken.revoked_at.is_(None))
    db.session.execute(living.values(revoked_at=clock.now()))
    db.session.execute(sa.delete(SignIn).where(SignIn.id == family))


def read_access_token(token: str) -> Bearer | None:
    """Whom it speaks for; None if it is not ours, is over, or its user, epoch or family has ended."""
    claims = signatures.read(PURPOSE, token)
    if claims is None:
        return None
    user, family = queries.active_user(int(claims["sub"])), UUID(claims["family"])
    if user is None or user.session_epoch != claims["epoch"] or not _lives(family):
        return None
    return Bearer(user, family)


def _use(token: RefreshToken) -> bool:
    """Exactly one caller is told True."""
    unused = RefreshToken.used_at.is_(None) & RefreshToken.revoked_at.is_(None)
    update = sa.update(RefreshToken).where(RefreshToken.id == token.id, unused).values(used_at=clock.now())
    return db.session.execute(update).rowcount == 1


def _lives(family: UUID) -> bool:
    living = sa.exists().where(RefreshToken.family == family, RefreshToken.revoked_at.is_(None))
    return bool(db.session.scalar(sa.select(living)))


def _hash(raw: str) -> str:
    """The tokens are random enough that a plain digest cannot be searched back."""
    return hashlib.sha256(raw.encode()).hexdigest()
