"""What a batch of webhooks changes on the screens of those who watch."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field

from chatapp import conversations, messages
from chatapp.extensions import db

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Shown:
    """Gathers ids while a batch is applied."""

    new_messages: set[int] = field(default_factory=set)
    changed_messages: set[int] = field(default_factory=set)
    changed_conversations: set[int] = field(default_factory=set)

    def appeared(self, message_ids: Iterable[int]) -> None:
        """These messages are new."""
        self.new_messages.update(message_ids)

    def changed(self, message_ids: Iterable[int]) -> None:
        """These messages look different."""
        self.changed_messages.update(message_ids)

    def rearranged(self, conversation_ids: Iterable[int]) -> None:
        """These conversations took in what belonged to others."""
        self.changed_conversations.update(conversation_ids)


def show(shown: Shown) -> None:
    """Tell watchers once the transaction commits. What cannot be drawn must not undo what has been received: whoever
    misses a push asks for what changed."""
    try:
        with db.session.begin_nested():
            messages.broadcasts.appended(sorted(shown.new_messages))
            messages.broadcasts.changed(sorted(shown.changed_messages - shown.new_messages))
            conversations.broadcasts.changed(sorted(shown.changed_conversations))
    except Exception:
        log.exception("a batch of webhooks could not be shown")
