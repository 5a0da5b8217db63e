"""Reading teams."""

from collections.abc import Collection

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import selectinload

from chatapp.extensions import db
from chatapp.models import Conversation, ConversationStatus, Team, User
from chatapp.refusals import Refusal

DONE = (ConversationStatus.RESOLVED, ConversationStatus.CLOSED)


def of_account(account_id: int) -> list[Team]:
    """A company's teams with their members, by name."""
    return list(db.session.scalars(_by_name(account_id).options(selectinload(Team.members))))


def choices(account_id: int) -> list[Team]:
    """The same without their members: to whom a conversation may be given."""
    return list(db.session.scalars(_by_name(account_id)))


def _by_name(account_id: int) -> sa.Select[tuple[Team]]:
    return sa.select(Team).where(Team.account_id == account_id).order_by(sa.func.lower(Team.name), Team.id)


def get(user: User, team_id: int) -> Team:
    """One of this person's company; Refusal 404 if there is none."""
    team = find(user.account_id, team_id)
    if team is None:
        raise Refusal("not_found", _("This team does not exist."), status=404)
    return team


def find(account_id: int, team_id: int) -> Team | None:
    """One of a company."""
    return db.session.scalar(sa.select(Team).where(Team.account_id == account_id, Team.id == team_id))


def is_taken(account_id: int, name: str, besides: int | None) -> bool:
    """Whether another team of the company is called so, however it is written."""
    same = sa.and_(Team.account_id == account_id, sa.func.lower(Team.name) == name.lower())
    return db.session.scalar(sa.select(sa.exists().where(same, Team.id.is_distinct_from(besides))))


def unfinished(team: Team) -> int:
    """Conversations of the team that nobody has resolved."""
    waiting = sa.and_(Conversation.team_id == team.id, Conversation.status.not_in(DONE))
    return db.session.scalar(sa.select(sa.func.count()).where(waiting))


def people(account_id: int, user_ids: Collection[int]) -> list[User]:
    """Those of these who are of the company and still work there."""
    theirs = sa.select(User).where(User.account_id == account_id, User.id.in_(user_ids), User.active)
    return list(db.session.scalars(theirs))
