"""People as JSON, as their admins see them."""

from collections.abc import Sequence

from chatapp.accounts.invitations import LIFETIME
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
    return {"user": as_json(person), "invitation": {"url": link, "expires_in": int(LIFETIME.total_seconds())}}
