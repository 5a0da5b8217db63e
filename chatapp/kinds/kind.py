"""What every kind of message can do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from chatapp.kinds.field_error import FieldError
from chatapp.kinds.file import NO_IDS, File
from chatapp.kinds.markup import unmarked
from chatapp.kinds.reading import tidy

_PREVIEW_LENGTH = 160


class NotSendable(TypeError):
    """This kind is only ever received: there is no way to send it."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A message in one line: an icon, a label (msgid) for when there are no words, and the words themselves."""

    icon: str | None
    label: str
    text: str | None = None


class Kind:
    """One kind of message. Subclasses are frozen dataclasses; `registry.py` lists them.

    `wire` is what Meta calls the kind: the message's type, or more where that does not tell (`wire.name_of`).
    `icon` is a lucide name, `label` a msgid. `opens_window`: whether receiving one opens the customer service window
    (conservative where Meta is silent). `can_quote`: whether it can stand in a chat as an answer to another message.
    `media_kind`: what its file has to be, for kinds that are a file. `marks_up`: whether its words are shown with
    WhatsApp's markup, and not as they are (names, titles).
    """

    name: ClassVar[str]
    wire: ClassVar[str]
    icon: ClassVar[str | None] = None
    label: ClassVar[str]
    opens_window: ClassVar[bool] = True
    sendable: ClassVar[bool] = False
    can_quote: ClassVar[bool] = True
    media_kind: ClassVar[str | None] = None
    marks_up: ClassVar[bool] = False

    @classmethod
    def from_webhook(cls, message: dict[str, Any]) -> Self:
        """Read Meta's message object. May raise KeyError, TypeError or ValueError: `read` then keeps it as unknown."""
        raise NotImplementedError

    @classmethod
    def from_stored(cls, content: dict[str, Any]) -> Self:
        """The inverse of `to_stored`; ignores keys it does not know."""
        raise NotImplementedError

    @classmethod
    def from_content(cls, content: Any) -> Self:
        """What a form or the JSON API wants to send. Raises nothing: `check` tells what is wrong with it."""
        content = tidy(content)
        return cls.from_stored(content if isinstance(content, dict) else {})

    def to_stored(self) -> dict[str, Any]:
        """A JSON object that holds everything the message says."""
        raise NotImplementedError

    @property
    def words(self) -> str | None:
        """The customer's or agent's own words in it (body, caption, file name, chosen title), if there are any."""
        return None

    @property
    def plain(self) -> str:
        """Everything in it that somebody may search for, a line each."""
        return self.words or ""

    @property
    def preview(self) -> Preview:
        """The message in one line of plain text, for the conversation list and for quotes."""
        return Preview(self.icon, self.label, _one_line(self.words, self.marks_up))

    @property
    def files(self) -> tuple[File, ...]:
        """The files that belong to it, in the order in which the customer sees them."""
        return ()

    @property
    def media_ids(self) -> list[int]:
        """Our files that it needs before it can be sent."""
        return [file.media_id for file in self.files if file.is_ours]

    def with_files(self, media_ids: Sequence[int]) -> Self:
        """The same message with our own copies in the place of its files, one id for each: so it can be sent on."""
        return self

    def check(self) -> list[FieldError]:
        """Everything that keeps this message from being sent, one error per field; empty when it may go."""
        first: dict[str, FieldError] = {}
        for fault in self.faults():
            first.setdefault(fault.field, fault)
        return list(first.values())

    def faults(self) -> Iterator[FieldError]:
        """What `check` tells, in the order of the form; there may be more than one per field."""
        yield FieldError("kind", "bad_choice")

    def to_graph(self, meta_ids: Mapping[int, str] = NO_IDS) -> dict[str, Any]:
        """The part of Meta's message object that this kind fills: `type` and the object of that name.

        `meta_ids`: what Meta calls our files. KeyError when one of `media_ids` is not among them.
        """
        raise NotSendable(self.name)


def _one_line(words: str | None, marked_up: bool) -> str | None:
    if not isinstance(words, str):
        return None
    beginning = words[: 4 * _PREVIEW_LENGTH]
    plain = unmarked(beginning) if marked_up else beginning
    return " ".join(plain.split())[:_PREVIEW_LENGTH] or None
