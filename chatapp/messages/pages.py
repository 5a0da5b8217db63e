"""A thread as its template sees it."""

from collections.abc import Sequence
from uuid import uuid4

from flask import request

from chatapp.messages.bubbles import Bubble
from chatapp.messages.queries import Position, Thread, first_unread
from chatapp.messages.quoting import Quote
from chatapp.models import Conversation, Message, Team, User
from chatapp.web.pagination import decode_cursor, encode_cursor


class ThreadPage:
    """Messages in reading order, and what the composer below them needs."""

    def __init__(
        self,
        thread: Thread,
        conversation: Conversation,
        *,
        assignable: Sequence[User] = (),
        teams: Sequence[Team] = (),
        numbers: int = 1,
        quoted: Message | None = None,
    ):
        unread = first_unread(thread, conversation.unread_count)
        self.thread = thread
        self.messages = Bubble.all(thread.messages)
        self.unread_from = unread and unread.dom_id
        self.older = thread.older and encode_cursor(thread.older.at, thread.older.id)
        self.newer = thread.newer and encode_cursor(thread.newer.at, thread.newer.id)
        self.older_url = f"{conversation.path}/messages?before={self.older}" if self.older else None
        self.assignable, self.teams = assignable, teams
        #: How many the company has.
        self.numbers = numbers
        self.quoted = Quote(quoted) if quoted else None
        #: For the form as it is: a reload after sending must not send again.
        self.client_id = str(uuid4())


def place(name: str) -> Position | None:
    """The place in the thread that the query names, if it names one; Refusal 422 if there is none."""
    text = request.args.get(name)
    return Position(*decode_cursor(text, field=name)) if text else None
