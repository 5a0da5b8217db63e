"""People and places that a message names, as its bubble shows them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask_babel import gettext as _

from chatapp.kinds import Kind
from chatapp.kinds.contact_card import ContactCard
from chatapp.models.naming import hue, initials
from chatapp.whatsapp.identity import display_phone

#: Where maps open: a link that every phone's own map application takes over.
_MAPS = "https://www.google.com/maps/search/"


class Card:
    """One contact: `lines` stand below the name; `phone` is None for one who cannot be called."""

    def __init__(self, card: ContactCard):
        phone = card.phones[0] if card.phones else None
        self.name = card.title or _("Contact")
        self.initials = initials(self.name)
        self.hue = hue(sum(map(ord, self.name)))
        self.phone = phone and (phone.wa_id or phone.number)
        numbers = [display_phone(each.number) for each in card.phones]
        self.lines = [line for line in (*numbers, *card.emails, card.organization) if line and line != self.name]


@dataclass(frozen=True)
class Place:
    """A point on earth, in degrees."""

    latitude: float
    longitude: float

    @classmethod
    def of(cls, says: Kind) -> "Place | None":
        """The point of a location; None if it lacks a coordinate."""
        if says.latitude is None or says.longitude is None:
            return None
        return cls(says.latitude, says.longitude)

    @property
    def degrees(self) -> str:
        """-23.56141, -46.65588: a metre is enough."""
        return f"{self.latitude:.5f}, {self.longitude:.5f}"

    @property
    def url(self) -> str:
        """The place in the reader's own map."""
        return f"{_MAPS}?{urlencode({'api': 1, 'query': f'{self.latitude},{self.longitude}'})}"

    @property
    def view(self) -> str:
        """Which part of our drawing stands for it, as a `viewBox`: the same place always looks the same."""
        x, y = int(abs(self.longitude) * 7919) % 160, int(abs(self.latitude) * 7907) % 80
        return f"{x} {y} 320 160"
