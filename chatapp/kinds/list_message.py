"""A question with a list to choose from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from chatapp.kinds import limits, rules
from chatapp.kinds.field_error import FieldError
from chatapp.kinds.interactive import TEXT_HEADER, Interactive
from chatapp.kinds.marking import N_
from chatapp.kinds.reading import items, word
from chatapp.kinds.record import Record


@dataclass(frozen=True)
class Row(Record):
    """`id` comes back with the choice."""

    id: str | None
    title: str | None
    description: str | None = None

    @classmethod
    def from_stored(cls, content: Any) -> Self:
        """`{"id", "title", "description"?}`."""
        return cls(word(content, "id"), word(content, "title"), word(content, "description"))

    def faults(self) -> rules.Faults:
        """What it is called has to be there."""
        yield from rules.words("id", self.id, limits.ROW_ID)
        yield from rules.words("title", self.title, limits.ROW_TITLE)
        yield from rules.some_words("description", self.description, limits.ROW_DESCRIPTION)


@dataclass(frozen=True)
class Section(Record):
    """Rows under a title; a single section needs none."""

    title: str | None
    rows: tuple[Row, ...]

    @classmethod
    def from_stored(cls, content: Any) -> Self:
        """`{"title"?, "rows"}`."""
        return cls(word(content, "title"), tuple(Row.from_stored(row) for row in items(content, "rows")))

    def faults(self) -> rules.Faults:
        """No section without rows."""
        yield from rules.some_words("title", self.title, limits.SECTION_TITLE)
        yield from rules.count("rows", len(self.rows), limits.Span(1, limits.ROWS.most))
        yield from rules.each("rows", self.rows)


@dataclass(frozen=True, kw_only=True)
class ListMessage(Interactive):
    """The answer comes as a `list_reply`. `button` opens the list."""

    name = "list"
    wire = "action/list"
    label = N_("List")
    header_types = TEXT_HEADER
    body_limit = limits.LIST_BODY

    button: str | None = None
    sections: tuple[Section, ...] = ()

    @classmethod
    def own(cls, content: dict[str, Any]) -> dict[str, Any]:
        """`button` and `sections`."""
        sections = tuple(Section.from_stored(section) for section in items(content, "sections"))
        return {"button": word(content, "button"), "sections": sections}

    @classmethod
    def heard(cls, action: dict[str, Any]) -> dict[str, Any]:
        """Meta's words for it are ours."""
        return {"button": action["button"], "sections": action["sections"]}

    @property
    def rows(self) -> tuple[Row, ...]:
        """All that can be chosen."""
        return tuple(row for section in self.sections for row in section.rows)

    @property
    def choices(self) -> tuple[str | None, ...]:
        """Titles and descriptions."""
        titles = [self.button, *(section.title for section in self.sections)]
        return (*titles, *(words for row in self.rows for words in (row.title, row.description)))

    def own_faults(self) -> rules.Faults:
        """Ten rows in total that can be told apart; titles as soon as there are two sections."""
        yield from rules.words("button", self.button, limits.LIST_BUTTON)
        yield from rules.count("sections", len(self.sections), limits.SECTIONS)
        yield from rules.titled(self.sections, limits.SECTION_TITLE)
        yield from rules.each("sections", self.sections)
        if len(self.rows) > limits.ROWS.most:
            yield FieldError("sections", "too_many", limits.ROWS.most)
        yield from rules.distinct((f"{path}.id", row.id) for path, row in self._paths())
        yield from rules.distinct((f"{path}.title", row.title) for path, row in self._paths())

    def _paths(self) -> Iterator[tuple[str, Row]]:
        for index, section in enumerate(self.sections):
            yield from ((f"sections.{index}.rows.{place}", row) for place, row in enumerate(section.rows))

    def action(self, meta_ids: Mapping[int, str]) -> dict[str, Any]:
        """Meta's list."""
        return {"button": self.button, "sections": [section.to_stored() for section in self.sections]}
