"""What stands beside messages in other tables and is seen on their bubbles: their files, and who reacted to them.

Read for all messages of a page or push at once: the number of queries does not grow with the thread.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.media import queries as media
from chatapp.models import Media, Message, User

_USER, _CONTACT = "user:", "contact:"


@dataclass(frozen=True)
class Beside:
    """`files`: one row per file of each message, None for those that we do not have; `people`: our users' names."""

    files: Mapping[int, Sequence[Media | None]]
    people: Mapping[int, str]

    @classmethod
    def of(cls, messages: Sequence[Message]) -> "Beside":
        """Everything beside these messages and those that they quote; no query for what is words alone."""
        shown = {m.id: m for m in chain(messages, (m.quoted for m in messages)) if m is not None}
        return cls(media.of_messages(list(shown.values())), _people(messages))

    def name_of(self, reactor: str, message: Message) -> str:
        """Who "contact:<id>", "user:<id>" or "number:<id>" is."""
        if reactor.startswith(_USER):
            return self.people.get(int(reactor.removeprefix(_USER)), "")
        conversation = message.conversation
        return conversation.contact.name if reactor.startswith(_CONTACT) else conversation.number.label


def _people(messages: Iterable[Message]) -> Mapping[int, str]:
    reactors = {reaction.reactor for message in messages for reaction in message.reactions}
    ids = [int(reactor.removeprefix(_USER)) for reactor in reactors if reactor.startswith(_USER)]
    if not ids:
        return {}
    return dict(db.session.execute(sa.select(User.id, User.name).where(User.id.in_(ids))).all())
