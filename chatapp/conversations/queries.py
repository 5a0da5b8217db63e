"""Reading conversations. `visible_to` is the one rule of who sees what; everything here goes through it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import aliased, joinedload, selectinload

from chatapp.extensions import db
from chatapp.models import Contact, Conversation, ConversationStatus, Message, Reaction, User
from chatapp.refusals import Refusal

PAGE_SIZE = 30
TABS = ("mine", "unassigned", "all")

#: Everything that a row, a header or a JSON object shows, in a number of queries that does not grow with the list.
FOR_DISPLAY = (
    joinedload(Conversation.contact).selectinload(Contact.identities),
    joinedload(Conversation.number),
    joinedload(Conversation.assignee),
    joinedload(Conversation.team),
    joinedload(Conversation.last_message),
    selectinload(Conversation.last_reaction).joinedload(Reaction.message),
    selectinload(Conversation.tags),
)


@dataclass(frozen=True)
class Position:
    """Where a page of the list ends: the row after it is older, or has the smaller id."""

    at: datetime
    id: int


@dataclass(frozen=True)
class Page:
    conversations: list[Conversation]
    next: Position | None


@dataclass(frozen=True)
class Counts:
    """Open conversations a person sees: per tab, and how many of them hold unread messages."""

    mine: int
    unassigned: int
    all: int
    unread: int


def visible_to(user: User) -> sa.Select[tuple[Conversation]]:
    """The conversations this person may see: the authorisation of every list, page, count, push and answer."""
    return sa.select(Conversation).where(visibility(user))


def visibility(user: User) -> sa.ColumnElement[bool]:
    """The condition behind `visible_to`, for queries that select something else."""
    own_account = Conversation.account_id == user.account_id
    if user.sees_everything:
        return own_account
    seen = [Conversation.assignee_id == user.id]
    if owning_teams := _teams_seen(user):
        seen.append(Conversation.assignee_id.is_(None) & sa.or_(*owning_teams))
    return own_account & sa.or_(*seen)


def _teams_seen(user: User) -> list[sa.ColumnElement[bool]]:
    """Which teams, or none, may own what nobody has taken for an agent to see it."""
    seen = [Conversation.team_id.is_(None)] if user.account.agents_see_unassigned else []
    if user.account.agents_see_their_teams and user.team_ids:
        seen.append(Conversation.team_id.in_(user.team_ids))
    return seen


def get(user: User, conversation_id: int) -> Conversation:
    """One conversation, ready for display; Refusal 404 if it does not exist or is not theirs to see."""
    select = visible_to(user).where(Conversation.id == conversation_id).options(*FOR_DISPLAY)
    conversation = db.session.scalar(select)
    if conversation is None:
        words = _("This conversation does not exist, or it is not yours to see.")
        raise Refusal("not_found", words, status=404, gone=f"c-{conversation_id}")
    return conversation


def page(user: User, *, tab: str, status: ConversationStatus, before: Position | None = None) -> Page:
    """A page of the list, newest first; `before` is the `next` of the page above it."""
    select = visible_to(user).where(Conversation.status == status, *_in_tab(user, tab))
    if before is not None:
        select = select.where(sa.tuple_(Conversation.last_message_at, Conversation.id) < (before.at, before.id))
    select = select.order_by(Conversation.last_message_at.desc(), Conversation.id.desc())
    rows = db.session.scalars(select.options(*FOR_DISPLAY).limit(PAGE_SIZE + 1)).all()
    shown = list(rows[:PAGE_SIZE])
    last = shown[-1] if len(rows) > PAGE_SIZE else None
    return Page(shown, last and Position(last.last_message_at, last.id))


def counts(user: User) -> Counts:
    """What the tabs and the rail show."""
    mine = Conversation.assignee_id == user.id
    select = sa.select(
        sa.func.count().filter(mine),
        sa.func.count().filter(Conversation.assignee_id.is_(None)),
        sa.func.count(),
        sa.func.count().filter(Conversation.unread_count > 0),
    ).where(visibility(user), Conversation.status == ConversationStatus.OPEN)
    return Counts(*db.session.execute(select).one())


class Ownership(NamedTuple):
    """Whose a conversation is: all that decides who sees it."""

    id: int
    account_id: int
    assignee_id: int | None
    team_id: int | None


def ownership(conversation_ids: Collection[int]) -> list[Ownership]:
    """Of these conversations; far cheaper than loading what may be shown to nobody."""
    return [Ownership(*row) for row in db.session.execute(_OWNERSHIP, {"ids": list(conversation_ids)})]


_OWNERSHIP = sa.text(
    "SELECT id, account_id, assignee_id, team_id FROM conversations WHERE id = ANY(CAST(:ids AS bigint[]))"
)


def for_display(conversation_ids: Collection[int]) -> list[Conversation]:
    """These conversations whoever looks: for broadcasts, which choose their streams themselves."""
    if not conversation_ids:
        return []
    select = sa.select(Conversation).where(Conversation.id.in_(conversation_ids)).options(*FOR_DISPLAY)
    return list(db.session.scalars(select.execution_options(populate_existing=True)))


def changed(user: User, since: datetime, limit: int) -> list[Conversation]:
    """What this person sees whose row looks different since then, in the order in which it was written.

    A row shows the ticks of the last message, so it changes with that, too.
    """
    last = aliased(Message)
    written_at = sa.func.greatest(Conversation.changed_at, last.changed_at)
    select = (
        visible_to(user)
        .with_only_columns(Conversation.id)
        .outerjoin(last, last.id == Conversation.last_message_id)
        .where(Conversation.id.in_(_touched(user.account_id, since)), written_at >= since)
        .order_by(written_at, Conversation.id)
        .limit(limit)
    )
    # Which ones first, and what they show then: with all of it at once PostgreSQL reads every conversation there is.
    ids = list(db.session.scalars(select))
    shown = {conversation.id: conversation for conversation in for_display(ids)}
    return [shown[found] for found in ids if found in shown]


def _touched(account_id: int, since: datetime) -> sa.CompoundSelect[tuple[int]]:
    """Those that changed since then, themselves or one of their messages; each half has an index of its own."""
    themselves = sa.select(Conversation.id).where(
        Conversation.account_id == account_id, Conversation.changed_at >= since
    )
    messages = sa.select(Message.conversation_id).where(Message.account_id == account_id, Message.changed_at >= since)
    return sa.union(themselves, messages)


class Gone(NamedTuple):
    """A conversation that is out of sight, and when its row was last written."""

    id: int
    changed_at: datetime


def gone(user: User, since: datetime, limit: int) -> list[Gone]:
    """Conversations that changed since then and are not, or no longer, this person's to see, in that order."""
    # NOT would leave out what nobody has taken: whose it is is NULL, and so is the whole condition.
    hidden = visibility(user).is_not(sa.true())
    select = (
        sa.select(Conversation.id, Conversation.changed_at)
        .where(Conversation.account_id == user.account_id, Conversation.changed_at >= since, hidden)
        .order_by(Conversation.changed_at, Conversation.id)
        .limit(limit)
    )
    return [Gone(*row) for row in db.session.execute(select)]


def _in_tab(user: User, tab: str) -> list[sa.ColumnElement[bool]]:
    if tab == "mine":
        return [Conversation.assignee_id == user.id]
    if tab == "unassigned":
        return [Conversation.assignee_id.is_(None)]
    return []
