"""One card of a carousel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from chatapp.kinds import limits, rules
from chatapp.kinds.field_error import FieldError
from chatapp.kinds.file import File
from chatapp.kinds.header import PICTURES, Header
from chatapp.kinds.reading import items, mapping, word
from chatapp.kinds.record import Record
from chatapp.kinds.reply_button import ReplyButton, distinct_buttons
from chatapp.kinds.wire import said


@dataclass(frozen=True)
class CarouselCard(Record):
    """A picture or film, some words, and either reply buttons or one that opens a link (`text` and `url`)."""

    header: Header | None
    body: str | None = None
    buttons: tuple[ReplyButton, ...] = ()
    text: str | None = None
    url: str | None = None

    @classmethod
    def from_stored(cls, content: Any) -> Self:
        """`{"header", "body"?, "buttons"}` or `{"header", "body"?, "text", "url"}`."""
        return cls(
            Header.from_stored(mapping(content).get("header")),
            word(content, "body"),
            tuple(ReplyButton.from_stored(button) for button in items(content, "buttons")),
            word(content, "text"),
            word(content, "url"),
        )

    @classmethod
    def content_of(cls, card: dict[str, Any]) -> dict[str, Any]:
        """The stored form of Meta's card."""
        action = card["action"]
        frame = {"header": Header.content_of(card["header"]), "body": said(card, "body", "text")}
        if "buttons" in action:
            return frame | {"buttons": [button["quick_reply"] for button in action["buttons"]]}
        return frame | {"text": action["parameters"]["display_text"], "url": action["parameters"]["url"]}

    @property
    def shape(self) -> tuple[str, int]:
        """What has to be the same on all cards."""
        return ("buttons", len(self.buttons)) if self.buttons else ("link", 1)

    @property
    def words(self) -> tuple[str | None, ...]:
        """What stands on it."""
        return (self.body, *(button.title for button in self.buttons), self.text, self.url)

    @property
    def files(self) -> tuple[File, ...]:
        """Its picture or film."""
        return self.header.files if self.header else ()

    def with_files(self, media_ids: Sequence[int]) -> Self:
        """With our own copy of its file."""
        return replace(self, header=self.header.with_files(media_ids)) if media_ids else self

    def faults(self) -> rules.Faults:
        """A picture, few words, and something to tap."""
        if self.header:
            yield from rules.below("header", self.header.faults(PICTURES))
        else:
            yield FieldError("header.media_id", "no_file")
        yield from rules.some_words("body", self.body, limits.CARD_BODY)
        if isinstance(self.body, str) and self.body.count("\n") > limits.CARD_BODY_BREAKS:
            yield FieldError("body", "too_many_breaks", limits.CARD_BODY_BREAKS)
        yield from self._button_faults() if self.buttons else self._link_faults()

    def _button_faults(self) -> rules.Faults:
        yield from rules.count("buttons", len(self.buttons), limits.CARD_BUTTONS)
        for index, button in enumerate(self.buttons):
            yield from rules.below(f"buttons.{index}", button.faults(limits.CARD_BUTTON_ID))
        yield from distinct_buttons("buttons", self.buttons)
        yield from rules.absent("text", self.text)
        yield from rules.absent("url", self.url)

    def _link_faults(self) -> rules.Faults:
        yield from rules.words("text", self.text, limits.LINK_TEXT)
        yield from rules.link("url", self.url)

    def to_graph(self, meta_ids: Mapping[int, str]) -> dict[str, Any]:
        """Meta's card but for its number; the type is `cta_url` even with reply buttons."""
        said = {"body": {"text": self.body}} if self.body else {}
        return {"type": "cta_url", "header": self.header.to_graph(meta_ids), **said, "action": self._action()}

    def _action(self) -> dict[str, Any]:
        if self.buttons:
            return {"buttons": [{"type": "quick_reply", "quick_reply": b.to_stored()} for b in self.buttons]}
        return {"name": "cta_url", "parameters": {"display_text": self.text, "url": self.url}}
