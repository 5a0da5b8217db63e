"""One or more contact cards."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from chatapp.kinds import limits
from chatapp.kinds.contact_card import ContactCard
from chatapp.kinds.file import NO_IDS
from chatapp.kinds.marking import N_
from chatapp.kinds.reading import items, mapping, tidy
from chatapp.kinds.received import Received
from chatapp.kinds.rules import Faults, count, each


@dataclass(frozen=True)
class Contacts(Received):
    """`{contacts: [{name?, phones?, emails?, org?, vcard?, ...}], origin?}`; a shared card may lack its name."""

    name = "contacts"
    wire = "contacts"
    icon = "contact"
    label = N_("Contact")
    sendable = True

    @classmethod
    def from_webhook(cls, message: dict[str, Any]) -> Self:
        """Meta shows `origin` on the message in one page and on the card in another: both are kept."""
        cards = message["contacts"]
        if not isinstance(cards, list):
            raise TypeError("contacts is not a list")
        origin = {"origin": message["origin"]} if "origin" in message else {}
        return cls({"contacts": cards, **origin})

    @classmethod
    def from_content(cls, content: Any) -> Self:
        """`{"contacts": [{"name": {"formatted_name", ...}, "phones": [{"phone", ...}], ...}]}`."""
        return cls({"contacts": [ContactCard.from_content(card).content for card in items(tidy(content), "contacts")]})

    @property
    def cards(self) -> tuple[ContactCard, ...]:
        """Every card."""
        return tuple(ContactCard(mapping(card)) for card in items(self.content, "contacts"))

    @property
    def was_requested(self) -> bool:
        """Whether it answers our request for the customer's own contact."""
        origins = {self.said("origin"), *(card.content.get("origin") for card in self.cards)}
        return "contact_request" in origins

    @property
    def words(self) -> str | None:
        """The first card's name, or failing that its phone."""
        cards = self.cards
        return cards[0].title if cards else None

    @property
    def plain(self) -> str:
        """Names, numbers and addresses of all."""
        return "\n".join(card.plain for card in self.cards)

    def faults(self) -> Faults:
        """Some cards, each in order."""
        yield from count("contacts", len(self.cards), limits.CONTACTS)
        yield from each("contacts", self.cards)

    def to_graph(self, meta_ids: Mapping[int, str] = NO_IDS) -> dict[str, Any]:
        """Meta's contacts; what only received cards have (vcard, origin) is left behind."""
        cards = [ContactCard.from_content(card.content).to_graph() for card in self.cards]
        return {"type": "contacts", "contacts": cards}
