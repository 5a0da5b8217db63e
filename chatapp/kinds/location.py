"""A place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from chatapp.kinds.file import NO_IDS
from chatapp.kinds.limits import LATITUDE, LONGITUDE, PLACE
from chatapp.kinds.marking import N_
from chatapp.kinds.reading import lines, number, tidy, word
from chatapp.kinds.received import Received
from chatapp.kinds.rules import Faults, some_words
from chatapp.kinds.rules import number as number_within


@dataclass(frozen=True)
class Location(Received):
    """`{latitude, longitude, name?, address?, url?}`; the sender's own position has neither name nor address."""

    name = "location"
    wire = "location"
    icon = "map-pin"
    label = N_("Location")
    sendable = True

    @classmethod
    def at(cls, latitude: float, longitude: float, title: str | None = None, address: str | None = None) -> Self:
        """The place in degrees, with what it is called."""
        return cls.from_content({"latitude": latitude, "longitude": longitude, "name": title, "address": address})

    @classmethod
    def from_content(cls, content: Any) -> Self:
        """`{"latitude", "longitude", "name"?, "address"?}`, degrees as numbers or as text."""
        content = tidy(content)
        said = {
            "latitude": number(content, "latitude"),
            "longitude": number(content, "longitude"),
            "name": word(content, "name"),
            "address": word(content, "address"),
        }
        return cls({key: value for key, value in said.items() if value is not None})

    @property
    def latitude(self) -> float | None:
        """Degrees north."""
        return number(self.content, "latitude")

    @property
    def longitude(self) -> float | None:
        """Degrees east."""
        return number(self.content, "longitude")

    @property
    def title(self) -> str | None:
        """What the place is called."""
        return self.said("name")

    @property
    def address(self) -> str | None:
        """Where it is, in words."""
        return self.said("address")

    @property
    def words(self) -> str | None:
        """The place's name, else its address."""
        return self.title or self.address

    @property
    def plain(self) -> str:
        """Name and address."""
        return lines(self.title, self.address)

    def faults(self) -> Faults:
        """A point on earth."""
        yield from number_within("latitude", self.latitude, LATITUDE)
        yield from number_within("longitude", self.longitude, LONGITUDE)
        yield from some_words("name", self.content.get("name"), PLACE)
        yield from some_words("address", self.content.get("address"), PLACE)

    def to_graph(self, meta_ids: Mapping[int, str] = NO_IDS) -> dict[str, Any]:
        """Meta's location object."""
        return {"type": "location", "location": self.point()}

    def point(self) -> dict[str, Any]:
        """The object itself, which templates use too. Meta documents the degrees as text."""
        named = {"name": self.title, "address": self.address}
        degrees = {"latitude": _degrees(self.latitude), "longitude": _degrees(self.longitude)}
        return degrees | {key: value for key, value in named.items() if value}


def _degrees(value: float) -> str:
    """As a person writes it, never with an exponent; seven places are a centimetre."""
    return f"{value:.7f}".rstrip("0").rstrip(".")
