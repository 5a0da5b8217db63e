"""What stands beside messages in other tables and is seen on their bubbles: files, what Meta told, who reacted.

Read for all messages of a page or push at once: the number of queries does not grow with the thread.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import NamedTuple

import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.kinds import MessageStatus
from chatapp.media import queries as media
from chatapp.models import Media, Message, MessageEvent, User

_USER, _CONTACT = "user:", "contact:"


@dataclass(frozen=True)
class Beside:
    """`files`: one row per file of each message, None for those that we do not have; `told`: the statuses that Meta
    reported, lowest first; `people`: our users' names."""

    files: Mapping[int, Sequence[Media | None]]
    told: Mapping[int, Sequence["Told"]]
    people: Mapping[int, str]

    @classmethod
    def of(cls, messages: Sequence[Message]) -> "Beside":
        """Everything beside these messages, and the files of those that they quote; none are asked for where all is
        words alone."""
        shown = {m.id: m for m in chain(messages, (m.quoted for m in messages)) if m is not None}
        return cls(media.of_messages(list(shown.values())), _told(messages), _people(messages))

    def name_of(self, reactor: str, message: Message) -> str:
        """Who "contact:<id>", "user:<id>" or "number:<id>" is."""
        if reactor.startswith(_USER):
            return self.people.get(int(reactor.removeprefix(_USER)), "")
        conversation = message.conversation
        return conversation.contact.name if reactor.startswith(_CONTACT) else conversation.number.label


class Told(NamedTuple):
    """A status, and when that was so."""

    message_id: int
    status: MessageStatus
    at: datetime


def _told(messages: Sequence[Message]) -> Mapping[int, Sequence[Told]]:
    told: dict[int, list[Told]] = {message.id: [] for message in messages}
    if not told:
        return told
    select = sa.select(MessageEvent.message_id, MessageEvent.status, MessageEvent.occurred_at)
    for row in db.session.execute(select.where(MessageEvent.message_id.in_(told)).order_by(MessageEvent.status)):
        told[row.message_id].append(Told(*row))
    return told


def _people(messages: Iterable[Message]) -> Mapping[int, str]:
    reactors = {reaction.reactor for message in messages for reaction in message.reactions}
    ids = [int(reactor.removeprefix(_USER)) for reactor in reactors if reactor.startswith(_USER)]
    if not ids:
        return {}
    return dict(db.session.execute(sa.select(User.id, User.name).where(User.id.in_(ids))).all())
