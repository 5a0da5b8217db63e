"""Making teams and changing who is in them."""

from collections.abc import Collection

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import ngettext

from chatapp import realtime
from chatapp.extensions import db
from chatapp.models import Account, Conversation, Team, User
from chatapp.refusals import Refusal, invalid
from chatapp.teams import queries

#: A page watches one stream for each team of its reader, and at most fifty streams.
MOST = 40


def create(account: Account, name: str, members: Collection[int] = ()) -> Team:
    """A new team of these people. Refusal 422 for a name that another team has, and for strangers."""
    _check_name(account.id, name)
    if len(queries.of_account(account.id)) >= MOST:
        raise Refusal("too_many_teams", _("A company has at most %(n)s teams.", n=MOST))
    team = Team(account_id=account.id, name=name, members=_members(account.id, members))
    db.session.add(team)
    db.session.flush()
    _see_anew(team, team.members)
    return team


def change(team: Team, *, name: str | None = None, members: Collection[int] | None = None) -> None:
    """What is not given stays. Who joins or leaves gains or loses sight of what nobody in the team has taken."""
    if name is not None and name != team.name:
        _check_name(team.account_id, name, besides=team.id)
        team.name = name
        # Rows and headers show the name.
        _touch(team)
    if members is not None:
        former, team.members = set(team.members), _members(team.account_id, members)
        db.session.flush()
        _see_anew(team, former ^ set(team.members))


def delete(team: Team) -> None:
    """For ever. Refusal 409 while conversations wait in it; those that are done belong to no team then."""
    waiting = queries.unfinished(team)
    if waiting:
        words = ngettext(
            "%(num)s conversation of this team is not resolved. Move it to another team first.",
            "%(num)s conversations of this team are not resolved. Move them to another team first.",
            waiting,
        )
        raise Refusal("team_in_use", words)
    members = list(team.members)
    db.session.delete(team)
    db.session.flush()
    for member in members:
        realtime.close_user(member.id)


def _check_name(account_id: int, name: str, besides: int | None = None) -> None:
    # Of two who call a team so at once, one sees what the other has done.
    db.session.execute(sa.select(Account.id).where(Account.id == account_id).with_for_update())
    if queries.is_taken(account_id, name, besides):
        raise invalid({"name": _("Another team has this name.")}, _("Please check what you entered."))


def _members(account_id: int, user_ids: Collection[int]) -> list[User]:
    found = queries.people(account_id, user_ids)
    if len(found) != len(set(user_ids)):
        words = _("Somebody among these is not in your company, or not any more.")
        raise invalid({"members": words}, _("Please check what you entered."))
    return found


def _see_anew(team: Team, people: Collection[User]) -> None:
    """Their sockets come again, and the catch-up tells them what they see now and what no longer."""
    if people:
        _touch(team)
    for person in people:
        realtime.close_user(person.id)


def _touch(team: Team) -> None:
    unfinished = sa.update(Conversation).where(
        Conversation.team_id == team.id, Conversation.status.not_in(queries.DONE)
    )
    db.session.execute(unfinished.values(team_id=team.id))
