"""Links by which a new person chooses a password: good for seven days, and for one use."""

from datetime import timedelta

from chatapp.accounts import queries, signatures
from chatapp.models import User

LIFETIME = timedelta(days=7)
PURPOSE = "invitation"


def invitation_token(user: User) -> str:
    """Names the user and their epoch, so that ending their sessions also ends the links they were sent."""
    return signatures.sign(PURPOSE, {"sub": str(user.id), "epoch": user.session_epoch}, LIFETIME)


def invited_user(token: str) -> User | None:
    """Who was invited by this link; None if it is forged, over or used."""
    claims = signatures.read(PURPOSE, token)
    user = claims and queries.active_user(int(claims["sub"]))
    if not user or user.password_hash or user.session_epoch != claims["epoch"]:
        return None
    return user
