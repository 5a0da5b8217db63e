"""What a page missed while it was away: pushes may be lost, this may not.

Everything written since the page's cursor is told again; the page puts the same things in the same places, so telling
something twice changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from chatapp import realtime
from chatapp.conversations import queries as conversations
from chatapp.conversations.queries import Gone
from chatapp.messages import queries
from chatapp.messages.bubbles import Bubble
from chatapp.models import Conversation, Message, User

LIMIT = 200


@dataclass(frozen=True)
class Missed:
    """Changes in the order they were written; with `more`, ask again with `cursor`."""

    conversations: Sequence[Conversation]
    gone: Sequence[Gone]
    messages: Sequence[Message]
    watched: Conversation | None
    cursor: str
    more: bool

    def for_display(self) -> dict:
        """The context of template and schema."""
        return {"missed": self, "bubbles": Bubble.all(self.messages)}


def missed(user: User, since: datetime, watched: Conversation | None, limit: int = LIMIT) -> Missed:
    """What this person's list, and the thread they watch, have not shown since then."""
    cursor = realtime.cursor()
    changed = conversations.changed(user, since, limit)
    gone = conversations.gone(user, since, limit)
    messages = queries.changed(watched, since, limit) if watched else []
    return _told(changed, gone, messages, watched, cursor, limit)


def missed_in_thread(watched: Conversation, since: datetime, limit: int = LIMIT) -> Missed:
    """What was written in one thread since then."""
    cursor = realtime.cursor()
    return _told([], [], queries.changed(watched, since, limit), watched, cursor, limit)


def _told(
    changed: Sequence[Conversation],
    gone: Sequence[Gone],
    messages: Sequence[Message],
    watched: Conversation | None,
    cursor: str,
    limit: int,
) -> Missed:
    """An answer that was cut short ends where its shortest part ends: from there the next one goes on."""
    cut = [_written_at(rows[-1]) for rows in (changed, gone, messages) if len(rows) >= limit]
    if cut:
        cursor = realtime.cursor_at(min(cut))
    return Missed(changed, gone, messages, watched, cursor, more=bool(cut))


def _written_at(row: Conversation | Gone | Message) -> datetime:
    last = row.last_message if isinstance(row, Conversation) else None
    return max(row.changed_at, last.changed_at) if last else row.changed_at
