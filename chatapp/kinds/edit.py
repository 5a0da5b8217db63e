"""An edit of an earlier message."""

from dataclasses import dataclass

from chatapp.kinds.kind import Kind
from chatapp.kinds.marking import N_
from chatapp.kinds.reading import mapping
from chatapp.kinds.received import Received


@dataclass(frozen=True)
class Edit(Received):
    """`{original_message_id, message}`, at most 15 minutes after sending; coexistence numbers only."""

    name = "edit"
    wire = "edit"
    icon = "pencil"
    label = N_("Edited message")
    can_quote = False
    opens_window = False

    @property
    def target(self) -> str | None:
        """The wamid of what was edited."""
        return self.said("original_message_id")

    @property
    def inner(self) -> Kind:
        """What the message says now."""
        # Not above: the registry knows all kinds, and so this one.
        from chatapp.kinds.registry import read

        return read(mapping(self.content.get("message")))

    @property
    def words(self) -> str | None:
        """The new words."""
        return self.inner.words

    @property
    def marks_up(self) -> bool:
        """As what was edited."""
        return self.inner.marks_up

    @property
    def plain(self) -> str:
        """All of the new words."""
        return self.inner.plain
