"""What all buttons of templates have in common."""

import dataclasses
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from chatapp.kinds import limits, rules
from chatapp.kinds.reading import whole, word
from chatapp.kinds.record import Record

_PLACES = limits.Span(0, limits.TEMPLATE_BUTTONS - 1)


@dataclass(frozen=True)
class TemplateButton(Record):
    """`index` is the button's place in the template, from 0. `sub_type` is what Meta calls it when it is sent."""

    type: ClassVar[str]
    sub_type: ClassVar[str]

    index: int

    @classmethod
    def from_stored(cls, content: dict[str, Any]) -> Self:
        """Fields are named as in the stored content."""
        read = {field.name: word(content, field.name) for field in dataclasses.fields(cls)}
        return cls(**read | cls.special(content) | {"index": whole(content, "index")})

    @classmethod
    def special(cls, content: dict[str, Any]) -> dict[str, Any]:
        """Fields that are no text."""
        return {}

    def to_stored(self) -> dict[str, Any]:
        """The fields, with the type."""
        return {"type": self.type} | super().to_stored()

    def faults(self) -> rules.Faults:
        """A place, and what the button needs."""
        yield from rules.number("index", self.index, _PLACES)
        yield from rules.some_whole("index", self.index, _PLACES)
        yield from self.own_faults()

    def own_faults(self) -> rules.Faults:
        """What is wrong with the button's own fields."""
        yield from ()

    def components(self) -> list[dict[str, Any]]:
        """Meta's component; none when there is nothing to say."""
        button = {"type": "button", "sub_type": self.sub_type, "index": str(self.index)}
        parameters = self.parameters()
        return [button | {"parameters": parameters}] if parameters else []

    def parameters(self) -> list[dict[str, Any]]:
        """Meta's parameters."""
        raise NotImplementedError
