"""What every kind of message can do."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from chatapp.kinds.marking import N_

_PREVIEW_LENGTH = 160


class NotSendable(TypeError):
    """This kind is only ever received: there is no way to send it."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A message in one line: an icon, a label (msgid) for when there are no words, and the words themselves."""

    icon: str | None
    label: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field of an outgoing message: `code` is `required` or `too_long` (`limit` characters)."""

    field: str
    code: str
    limit: int | None = None

    @property
    def message(self) -> str:
        """The msgid that says it to a person; format it with `limit` after translation."""
        return _MESSAGES[self.code]


_MESSAGES = {
    "required": N_("Write something first."),
    "too_long": N_("At most %(limit)s characters."),
}


class Kind:
    """One kind of message. Subclasses are frozen dataclasses; `registry.py` lists them.

    `wire` is what Meta calls the kind: the message's type, or `type/subtype`. `icon` is a lucide name, `label` a msgid.
    `opens_window`: whether receiving one opens the customer service window (conservative where Meta is silent).
    """

    name: ClassVar[str]
    wire: ClassVar[str]
    icon: ClassVar[str | None] = None
    label: ClassVar[str]
    opens_window: ClassVar[bool] = True
    sendable: ClassVar[bool] = False

    @classmethod
    def from_webhook(cls, message: dict[str, Any]) -> Self:
        """Read Meta's message object. May raise KeyError, TypeError or ValueError: `read` then keeps it as unknown."""
        raise NotImplementedError

    @classmethod
    def from_stored(cls, content: dict[str, Any]) -> Self:
        """The inverse of `to_stored`; ignores keys it does not know."""
        raise NotImplementedError

    def to_stored(self) -> dict[str, Any]:
        """A JSON object that holds everything the message says."""
        raise NotImplementedError

    @property
    def words(self) -> str | None:
        """The customer's or agent's own words in it (body, caption, file name, chosen title), if there are any."""
        return None

    @property
    def preview(self) -> Preview:
        """The message in one line, for the conversation list and for quotes."""
        return Preview(self.icon, self.label, _one_line(self.words))

    def check(self) -> list[FieldError]:
        """Everything that keeps this message from being sent, field by field; empty when it may go."""
        return []

    def to_graph(self) -> dict[str, Any]:
        """The part of Meta's message object that this kind fills: `type` and the object of that name."""
        raise NotSendable(self.name)


def _one_line(words: str | None) -> str | None:
    return " ".join(words[: 2 * _PREVIEW_LENGTH].split())[:_PREVIEW_LENGTH] or None if words else None
