"""The header of a template that is being written, or of one of its cards."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from chatapp.kinds import rules
from chatapp.kinds.reading import word
from chatapp.message_templates.authoring import wording
from chatapp.message_templates.authoring.rule_error import RuleError
from chatapp.message_templates.authoring.text import DraftText

TEXT_LENGTH = 60
FILES = ("IMAGE", "VIDEO", "DOCUMENT")
TYPES = ("TEXT", *FILES, "LOCATION")


@dataclass(frozen=True)
class DraftHeader:
    """`type` is "" (none), TEXT, IMAGE, VIDEO, DOCUMENT or LOCATION.

    A file needs a sample: Meta's `handle` for one that it has already, or the `media_id` of an upload of ours.
    """

    type: str = ""
    text: DraftText = field(default_factory=DraftText)
    handle: str | None = None
    media_id: Any = None

    @classmethod
    def from_content(cls, content: Any, usual: str = "") -> Self:
        """`{"type", "text", "samples", "handle", "media_id"}`; `usual` is the type of one that does not say."""
        kind = str(word(content, "type") or usual).upper()
        text = DraftText.from_content(content) if kind == "TEXT" else DraftText()
        return cls(kind, text, word(content, "handle"), word(content, "media_id"))

    @classmethod
    def of(cls, component: Mapping[str, Any] | None) -> Self:
        """Meta's header. Its sample has to be given anew with every change: Meta shows links, and takes handles."""
        if not component:
            return cls()
        return cls(str(component.get("format") or "TEXT").upper(), DraftText.of(component, "header_text"))

    def to_content(self) -> dict[str, Any]:
        """The inverse of `from_content`."""
        return {"type": self.type, "handle": self.handle, "media_id": self.media_id, **self.text.to_content()}

    @property
    def is_file(self) -> bool:
        """Whether it shows a file."""
        return self.type in FILES

    def with_handle(self, handle: str) -> Self:
        """With Meta's name for its sample."""
        return replace(self, handle=handle, media_id=None)

    def faults(self, path: str, allowed: Collection[str] = TYPES) -> rules.Faults:
        """One of the `allowed` types, with what belongs to it."""
        yield from rules.choice(f"{path}.type", self.type, allowed)
        if self.is_file and not (self.handle or self.media_id):
            yield RuleError(f"{path}.media_id", "no_sample_file")
        elif self.type == "TEXT":
            yield from wording.heading(path, self.text, TEXT_LENGTH)
            if len(self.text.variables) > 1:
                yield RuleError(f"{path}.text", "one_variable")
            if isinstance(self.text.text, str) and "\n" in self.text.text:
                yield RuleError(f"{path}.text", "one_line")

    def components(self, counted: bool) -> list[dict[str, Any]]:
        """Meta's component, if there is a header."""
        if self.type == "TEXT":
            return [{**self.text.component("HEADER", "header_text", counted), "format": "TEXT"}]
        example = {"example": {"header_handle": [self.handle]}} if self.handle and self.is_file else {}
        return [{"type": "HEADER", "format": self.type, **example}] if self.type else []
