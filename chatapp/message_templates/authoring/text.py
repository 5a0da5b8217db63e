"""A text of a template that is being written, and the samples for its variables."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from chatapp.kinds.reading import mapping, word
from chatapp.message_templates import examples
from chatapp.message_templates.variables import given, names


@dataclass(frozen=True)
class DraftText:
    """`samples` has a key for each variable of the text, with what Meta's reviewers will see in its place or None."""

    text: Any = None
    samples: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_content(cls, content: Any) -> Self:
        """`{"text", "samples": {variable: sample}}`."""
        text = word(content, "text")
        return cls(text, given(_names(text), mapping(content).get("samples")))

    @classmethod
    def of(cls, component: Mapping[str, Any], key: str) -> Self:
        """Meta's header (`key` "header_text") or body ("body_text")."""
        text = component.get("text")
        return cls(text, examples.of_text(component, key, _names(text)))

    def to_content(self) -> dict[str, Any]:
        """The inverse of `from_content`."""
        return {"text": self.text, "samples": dict(self.samples)}

    @property
    def variables(self) -> list[str]:
        """In the order of the text."""
        return _names(self.text)

    def component(self, kind: str, key: str, counted: bool) -> dict[str, Any]:
        """Meta's `{"type", "text", "example"?}`."""
        part = {"type": kind, "text": self.text or ""}
        if self.samples and all(self.samples.values()):
            part["example"] = examples.written(key, self.samples, counted=counted)
        return part


def _names(text: Any) -> list[str]:
    return names(text) if isinstance(text, str) else []
