"""Reactions as they stand below a bubble."""

from chatapp.messages import failures
from chatapp.messages.failures import Failure
from chatapp.models import Reaction


class Chip:
    """One emoji below a bubble: how many chose it and who: names, and `reactors`, keys for the page's own use."""

    def __init__(self, emoji: str):
        self.emoji = emoji
        self._reactors: list[str] = []
        self._names: list[str] = []
        self._ours: Reaction | None = None

    def add(self, reaction: Reaction, name: str) -> None:
        self._reactors.append(reaction.reactor)
        self._names.append(name)
        if reaction.has_failed or reaction.is_pending:
            self._ours = reaction

    @property
    def count(self) -> int:
        return len(self._reactors)

    @property
    def reactors(self) -> str:
        return " ".join(self._reactors)

    @property
    def state(self) -> str | None:
        """`pending` while ours is on its way to the customer, `failed` if it, or its removal, did not get there."""
        if self._ours is None:
            return None
        return "failed" if self._ours.has_failed else "pending"

    @property
    def trouble(self) -> Failure | None:
        """Why it did not get there."""
        return failures.of(self._ours.sending) if self.state == "failed" else None

    @property
    def names(self) -> str:
        return ", ".join(filter(None, self._names))
