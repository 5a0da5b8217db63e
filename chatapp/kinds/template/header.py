"""What a template's header needs: words for its variable, a file, or a place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from chatapp.kinds import rules
from chatapp.kinds.field_error import FieldError
from chatapp.kinds.file import File
from chatapp.kinds.header import MEDIA
from chatapp.kinds.limits import TEMPLATE_HEADER_VALUE
from chatapp.kinds.location import Location
from chatapp.kinds.reading import items, mapping, word
from chatapp.kinds.template import values
from chatapp.kinds.template.values import Values

TYPES = ("text", *MEDIA, "location")


@dataclass(frozen=True)
class TemplateHeader:
    """`{"type": "text", "values": {"1": "Ana"}}`, `{"type": "image" | "video" | "document", "media_id", "filename"?}`
    or `{"type": "location", "latitude", "longitude", "name"?, "address"?}`."""

    type: str | None
    values: Values = field(default_factory=dict)
    file: File | None = None
    place: Location | None = None

    @classmethod
    def from_stored(cls, content: Any) -> Self | None:
        """None when there is nothing to say."""
        if not content:
            return None
        kind = word(content, "type")
        if kind in MEDIA:
            return cls(kind, file=File.from_stored(kind, content))
        if kind == "location":
            return cls(kind, place=Location.from_content(content))
        return cls(kind, values.read(mapping(content).get("values")))

    @classmethod
    def content_of(cls, component: Any) -> dict[str, Any] | None:
        """The stored form of Meta's component."""
        parameters = items(component, "parameters")
        if not parameters:
            return None
        kind = parameters[0]["type"]
        if kind in MEDIA:
            return {"type": kind, "media": parameters[0][kind]}
        if kind == "location":
            return {"type": kind, **parameters[0][kind]}
        return {"type": "text", "values": values.heard(parameters)}

    def to_stored(self) -> dict[str, Any]:
        """The inverse of `from_stored`."""
        if self.file:
            return {"type": self.type, **self.file.to_stored()}
        if self.place:
            return {"type": self.type, **self.place.to_stored()}
        return {"type": self.type, "values": self.values}

    @property
    def files(self) -> tuple[File, ...]:
        """Its picture, film or document."""
        return (self.file,) if self.file else ()

    def with_files(self, media_ids: Sequence[int]) -> Self:
        """With our own copy of its file."""
        return replace(self, file=self.file.ours(media_ids[0])) if self.file and media_ids else self

    def faults(self, allowed: Sequence[str] = TYPES) -> rules.Faults:
        """One of the `allowed` types, and what belongs to it; a text has one variable."""
        yield from rules.choice("type", self.type, allowed)
        if self.file or self.place:
            yield from (self.file or self.place).faults()
            return
        yield from rules.below("values", values.faults(self.values, TEMPLATE_HEADER_VALUE))
        if len(self.values) > 1:
            yield FieldError("values", "too_many", 1)

    def component(self, meta_ids: Mapping[int, str]) -> dict[str, Any]:
        """Meta's component."""
        if self.file:
            parameters = [{"type": self.type, self.type: self.file.to_graph(meta_ids)}]
        elif self.place:
            parameters = [{"type": self.type, self.type: self.place.point()}]
        else:
            parameters = values.parameters(self.values)
        return {"type": "header", "parameters": parameters}
