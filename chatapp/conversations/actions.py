"""What people do to a conversation."""

import sqlalchemy as sa
from flask_babel import gettext as _

from chatapp.conversations import broadcasts
from chatapp.extensions import db
from chatapp.models import Conversation, ConversationStatus, Team, User
from chatapp.refusals import invalid

SETTABLE = (ConversationStatus.OPEN, ConversationStatus.PENDING, ConversationStatus.RESOLVED)


def set_status(conversation: Conversation, status: ConversationStatus) -> None:
    """Resolve, reopen or put aside."""
    if status not in SETTABLE:
        raise invalid({"status": _('Use "open", "pending" or "resolved".')}, _("This status cannot be set by hand."))
    _change(conversation, Conversation.status != status, status=status, snoozed_until=None)


def assign(conversation: Conversation, assignee: User | None) -> None:
    """Give the conversation to one person of the account, or back to everybody."""
    former = broadcasts.list_streams(conversation)
    wanted = assignee.id if assignee else None
    if _update(conversation, Conversation.assignee_id.is_distinct_from(wanted), assignee_id=wanted):
        broadcasts.moved(conversation.id, former)


def give_to_team(conversation: Conversation, team: Team | None) -> None:
    """Let a team of the account answer for it, or none. Who has taken it keeps it; what nobody has taken goes out of
    the sight of agents outside the team, and into that of those within."""
    former = broadcasts.list_streams(conversation)
    wanted = team.id if team else None
    if _update(conversation, Conversation.team_id.is_distinct_from(wanted), team_id=wanted):
        broadcasts.moved(conversation.id, former)


def _change(conversation: Conversation, unless: sa.ColumnElement[bool], **values: object) -> None:
    """Write, and show it to those who see the conversation if that changed anything."""
    if _update(conversation, unless, **values):
        broadcasts.changed([conversation.id])


def _update(conversation: Conversation, unless: sa.ColumnElement[bool], **values: object) -> bool:
    """Write only if that changes something: a repeated click must not wake every browser."""
    update = sa.update(Conversation).where(Conversation.id == conversation.id, unless).values(**values)
    return db.session.execute(update).rowcount > 0
