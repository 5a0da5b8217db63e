"""People as JSON, as their admins see them."""

from collections.abc import Sequence
from datetime import timedelta

from chatapp import password_resets
from chatapp.accounts import invitations
from chatapp.models import User


def as_json(u: User) -> dict:
    """`state` is active, invited (has not come yet) or inactive."""
    return {"id": u.id, "name": u.name, "email": u.email, "role": u.role.value, "state": u.state.value}


def several(people: Sequence[User], **_rest: object) -> dict:
    """Everybody of the company."""
    return {"users": [as_json(u) for u in people]}


def alone(person: User, **_rest: object) -> dict:
    """One, after something was done to them."""
    return {"user": as_json(person)}


def invited(person: User, link: str, **_rest: object) -> dict:
    """The link is told this once; `expires_in` are seconds from now."""
    return {"user": as_json(person), "invitation": _link(link, invitations.LIFETIME)}


def reset(person: User, link: str, **_rest: object) -> dict:
    """Likewise for a new password."""
    return {"user": as_json(person), "password_reset": _link(link, password_resets.LIFETIME)}


def _link(url: str, lifetime: timedelta) -> dict:
    return {"url": url, "expires_in": int(lifetime.total_seconds())}
