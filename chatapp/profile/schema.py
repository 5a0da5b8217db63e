"""One's own things as JSON."""

from collections.abc import Sequence
from uuid import UUID

from chatapp.models import SignIn, User
from chatapp.sessions.devices import device


def avatar(me: User, **_rest: object) -> dict:
    """Null while initials are shown."""
    return {"avatar": me.avatar_path}


def sign_ins(sign_ins: Sequence[SignIn], current: UUID, **_rest: object) -> dict:
    """The place used last first; `current` is the one that asks."""
    return {"sessions": [_as_json(each, current) for each in sign_ins]}


def ended(count: int, **_rest: object) -> dict:
    """How many are over."""
    return {"ended": count}


def _as_json(s: SignIn, current: UUID) -> dict:
    return {
        "id": str(s.id),
        "kind": s.kind.value,
        "device": device(s.agent),
        "address": s.address,
        "began_at": s.began_at.isoformat(),
        "seen_at": s.seen_at.isoformat(),
        "current": s.id == current,
    }
