"""A place."""

from dataclasses import dataclass

from chatapp.kinds.marking import N_
from chatapp.kinds.placeholder import Placeholder
from chatapp.kinds.wire import said


@dataclass(frozen=True)
class Location(Placeholder):
    """`{latitude, longitude, name?, address?, url?}`; the sender's own position has neither name nor address."""

    name = "location"
    wire = "location"
    icon = "map-pin"
    label = N_("Location")

    @property
    def words(self) -> str | None:
        """The place's name, else its address."""
        return said(self.content, "name") or said(self.content, "address")
