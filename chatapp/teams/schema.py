"""Teams as JSON."""

from collections.abc import Sequence

from chatapp.models import Account, Team


def as_json(t: Team) -> dict:
    return {"id": t.id, "name": t.name, "members": [{"id": m.id, "name": m.name} for m in t.members]}


def several(teams: Sequence[Team], **_rest: object) -> dict:
    """The company's, by name."""
    return {"teams": [as_json(t) for t in teams]}


def alone(team: Team, **_rest: object) -> dict:
    """One, after something was done to it."""
    return {"team": as_json(team)}


def sight(account: Account, **_rest: object) -> dict:
    """What agents see of what nobody has taken."""
    return {
        "agents_see_unassigned": account.agents_see_unassigned,
        "agents_see_their_teams": account.agents_see_their_teams,
    }
