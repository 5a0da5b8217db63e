"""What a batch of webhooks changes on the screens of those who watch."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from chatapp import conversations, logs, messages
from chatapp.extensions import db
from chatapp.transactions import on_commit

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Shown:
    """Gathers ids while a batch is applied."""

    new_messages: set[int] = field(default_factory=set)
    changed_messages: set[int] = field(default_factory=set)
    #: {conversation id: the streams on which its row was seen before}
    rearranged_conversations: dict[int, set[str]] = field(default_factory=dict)

    def appeared(self, message_ids: Iterable[int]) -> None:
        """These messages are new."""
        self.new_messages.update(message_ids)

    def changed(self, message_ids: Iterable[int]) -> None:
        """These messages look different."""
        self.changed_messages.update(message_ids)

    def rearranged(self, former: Mapping[int, set[str]]) -> None:
        """These conversations took in what belonged to others, or were taken in: who saw them before."""
        for conversation_id, streams in former.items():
            self.rearranged_conversations.setdefault(conversation_id, set()).update(streams)


def show(shown: Shown) -> None:
    """Tell watchers once the transaction commits. What cannot be drawn must not undo what has been received: whoever
    misses a push asks for what changed."""
    on_commit(lambda: log.info("webhooks applied", extra=_ids(shown)))
    try:
        watched = messages.broadcasts.watched_of(shown.new_messages | shown.changed_messages)
        if not watched and not shown.rearranged_conversations:
            return
        with db.session.begin_nested():
            if watched:
                messages.broadcasts.draw(watched, shown.new_messages)
            for conversation_id, former in sorted(shown.rearranged_conversations.items()):
                conversations.broadcasts.moved(conversation_id, former)
    except Exception:
        log.exception("a batch of webhooks could not be shown")


def _ids(shown: Shown) -> dict[str, object]:
    changed = shown.changed_messages - shown.new_messages
    return logs.fields(new_messages=sorted(shown.new_messages), changed_messages=sorted(changed))
