"""What interactive messages have in common: header, body, footer, and something to tap."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from chatapp.kinds import header as headers
from chatapp.kinds.field_error import FieldError
from chatapp.kinds.file import NO_IDS, File
from chatapp.kinds.header import Header
from chatapp.kinds.kind import Kind
from chatapp.kinds.limits import FOOTER, INTERACTIVE_BODY
from chatapp.kinds.reading import lines, word
from chatapp.kinds.record import Record
from chatapp.kinds.rules import Faults, absent, below, some_words, words
from chatapp.kinds.wire import said


@dataclass(frozen=True, kw_only=True)
class Interactive(Record, Kind):
    """Subclasses say what can be tapped: `own` and `heard` read it, `own_faults` checks it, `action` writes it.

    `header_types` are those that Meta takes here; `has_footer` and the rest tell what else differs between them.
    """

    sendable = True
    marks_up = True
    icon = "list"

    body_limit: ClassVar[int] = INTERACTIVE_BODY
    needs_body: ClassVar[bool] = True
    header_types: ClassVar[tuple[str, ...]] = ()
    needs_header: ClassVar[bool] = False
    has_footer: ClassVar[bool] = True

    body: str | None = None
    header: Header | None = None
    footer: str | None = None

    @classmethod
    def from_webhook(cls, message: dict[str, Any]) -> Self:
        """As an echo: what the company sent from its own phone."""
        interactive = message["interactive"]
        frame = {
            "body": said(interactive, "body", "text"),
            "header": Header.content_of(interactive.get("header")),
            "footer": said(interactive, "footer", "text"),
        }
        return cls.from_stored(frame | cls.heard(interactive["action"]))

    @classmethod
    def from_stored(cls, content: dict[str, Any]) -> Self:
        """The inverse of `to_stored`."""
        return cls(
            body=word(content, "body"),
            header=Header.from_stored(content.get("header")),
            footer=word(content, "footer"),
            **cls.own(content),
        )

    @classmethod
    def own(cls, content: dict[str, Any]) -> dict[str, Any]:
        """The subclass's own fields, from stored content."""
        return {}

    @classmethod
    def heard(cls, action: dict[str, Any]) -> dict[str, Any]:
        """The stored content of the subclass's own fields, from Meta's action. May raise, as `from_webhook` may."""
        return {}

    @property
    def words(self) -> str | None:
        """The body."""
        return self.body

    @property
    def plain(self) -> str:
        """Header, body, footer, and what can be tapped."""
        header = self.header.text if self.header else None
        return lines(header, self.body, self.footer, *self.choices)

    @property
    def choices(self) -> tuple[str | None, ...]:
        """The words that can be tapped."""
        return ()

    @property
    def files(self) -> tuple[File, ...]:
        """The header's."""
        return self.header.files if self.header else ()

    def with_files(self, media_ids: Sequence[int]) -> Self:
        """With our own copy of the header's file."""
        return replace(self, header=self.header.with_files(media_ids)) if self.files else self

    def faults(self) -> Faults:
        """The frame, then what is in it."""
        yield from self._header_faults()
        yield from (words if self.needs_body else some_words)("body", self.body, self.body_limit)
        yield from some_words("footer", self.footer, FOOTER) if self.has_footer else absent("footer", self.footer)
        yield from self.own_faults()

    def _header_faults(self) -> Faults:
        if self.header and not self.header_types:
            yield FieldError("header", "not_allowed")
        elif self.header:
            yield from below("header", self.header.faults(self.header_types))
        elif self.needs_header:
            yield FieldError("header.text", "required")

    def own_faults(self) -> Faults:
        """What is wrong with the subclass's own fields."""
        yield from ()

    def to_graph(self, meta_ids: Mapping[int, str] = NO_IDS) -> dict[str, Any]:
        """Meta's interactive object."""
        interactive: dict[str, Any] = {"type": self.wire.removeprefix("action/")}
        if self.header:
            interactive["header"] = self.header.to_graph(meta_ids)
        if self.body:
            interactive["body"] = {"text": self.body}
        if self.footer:
            interactive["footer"] = {"text": self.footer}
        return {"type": "interactive", "interactive": interactive | {"action": self.action(meta_ids)}}

    def action(self, meta_ids: Mapping[int, str]) -> dict[str, Any]:
        """Meta's action object."""
        raise NotImplementedError


ANY_HEADER = headers.TEXT + headers.MEDIA
TEXT_HEADER = headers.TEXT
