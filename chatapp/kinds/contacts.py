"""One or more contact cards."""

from dataclasses import dataclass
from typing import Any, Self

from chatapp.kinds.marking import N_
from chatapp.kinds.placeholder import Placeholder
from chatapp.kinds.wire import said


@dataclass(frozen=True)
class Contacts(Placeholder):
    """`{contacts: [{name?, phones?, emails?, org?, vcard?, ...}], origin?}`; a shared card may lack its name."""

    name = "contacts"
    wire = "contacts"
    icon = "contact"
    label = N_("Contact")

    @classmethod
    def from_webhook(cls, message: dict[str, Any]) -> Self:
        """Meta shows `origin` on the message in one page and on the card in another: both are kept."""
        cards = message["contacts"]
        if not isinstance(cards, list):
            raise TypeError("contacts is not a list")
        origin = {"origin": message["origin"]} if "origin" in message else {}
        return cls({"contacts": cards, **origin})

    @property
    def words(self) -> str | None:
        """The first card's name, or failing that its phone."""
        return said(self.content, "contacts", 0, "name", "formatted_name") or said(
            self.content, "contacts", 0, "phones", 0, "phone"
        )
