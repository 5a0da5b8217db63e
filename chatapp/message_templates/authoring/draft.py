"""A template that is being written: what the form holds, and Meta's document made of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from chatapp.kinds import FieldError
from chatapp.kinds.reading import items, mapping, tidy, word
from chatapp.message_templates.authoring import card, draft_rules
from chatapp.message_templates.authoring.card import DraftCard
from chatapp.message_templates.authoring.header import DraftHeader
from chatapp.message_templates.authoring.offer import DraftOffer
from chatapp.message_templates.authoring.one_time_code import OneTimeCode
from chatapp.message_templates.authoring.text import DraftText
from chatapp.message_templates.variables import are_counted
from chatapp.models import MessageTemplate

AUTHENTICATION = "AUTHENTICATION"
_PARTS = {"HEADER", "BODY", "FOOTER", "BUTTONS", "LIMITED_TIME_OFFER", "CAROUSEL"}


@dataclass(frozen=True)
class Draft(DraftCard):
    """A template of one of three builds: ordinary; with an `offer`; with `cards`. Or, as its category says, Meta's own
    one-time `code`. Texts are None where nothing is written."""

    name: str | None = None
    language: str | None = None
    category: str | None = None
    footer: str | None = None
    offer: DraftOffer | None = None
    cards: tuple[DraftCard, ...] | None = None
    code: OneTimeCode = field(default_factory=OneTimeCode)

    @classmethod
    def from_content(cls, content: Any) -> Self:
        """`{"name", "language", "category", "build", "header": {"type", "text", "samples", "handle", "media_id"},
        "body": {"text", "samples"}, "footer", "buttons": [{"type", ...}], "offer": {"title", "expires"}, "card_header",
        "cards": [{"header", "body", "buttons"}], "code": {...}}`; samples by variable. `card_header` is the type of
        all cards' headers; `build` may be left out. Raises nothing: `check` tells what is wrong."""
        content = mapping(tidy(content))
        build = build_of(content)
        usual = str(word(content, "card_header") or "").upper()
        cards = tuple(DraftCard.from_content(one, usual) for one in items(content, "cards"))
        return cls(
            **card.read(content),
            **{key: word(content, key) for key in ("name", "language", "category", "footer")},
            offer=DraftOffer.from_content(content.get("offer")) if build == "offer" else None,
            cards=cards if build == "carousel" else None,
            code=OneTimeCode.from_content(content.get("code")),
        )

    @classmethod
    def of(cls, template: MessageTemplate) -> Self | None:
        """As it is at Meta; None when it has parts that this form does not know."""
        parts = card.by_type(template.components)
        own = {"name": template.name, "language": template.language, "category": template.category}
        if template.category == AUTHENTICATION:
            return cls(**own, code=OneTimeCode.of(parts))
        said = card.known(parts)
        cards = tuple(DraftCard.of(one) for one in items(parts.get("CAROUSEL", {}), "cards"))
        if said is None or set(parts) - _PARTS or None in cards:
            return None
        offer = parts.get("LIMITED_TIME_OFFER")
        footer = parts.get("FOOTER", {}).get("text")
        return cls(**own, **said, footer=footer, offer=offer and DraftOffer.of(offer), cards=cards or None)

    def to_content(self) -> dict[str, Any]:
        """The inverse of `from_content`."""
        said = {name: getattr(self, name) for name in ("name", "language", "category", "build", "footer")}
        said |= super().to_content() | {"code": self.code.to_content()}
        if self.offer:
            said["offer"] = self.offer.to_content()
        if self.cards is not None:
            said["cards"] = [one.to_content() for one in self.cards]
        return said

    @property
    def is_one_time_code(self) -> bool:
        """Meta writes these itself."""
        return self.category == AUTHENTICATION

    @property
    def build(self) -> str:
        """ordinary, offer or carousel."""
        return "offer" if self.offer else "ordinary" if self.cards is None else "carousel"

    @property
    def headers(self) -> list[tuple[str, DraftHeader]]:
        """Each with its path: the template's, then the cards'."""
        return [("header", self.header), *((f"cards.{n}.header", one.header) for n, one in enumerate(self.cards or ()))]

    @property
    def uploads(self) -> dict[str, Any]:
        """Our ids of the files that were chosen as samples, by the paths of their headers."""
        return {path: one.media_id for path, one in self.headers if one.is_file and one.media_id}

    @property
    def texts(self) -> list[tuple[str, DraftText]]:
        """Each with its path: header, body, the cards' bodies."""
        cards = ((f"cards.{n}.body", one.body) for n, one in enumerate(self.cards or ()))
        return [("header", self.header.text), ("body", self.body), *cards]

    @property
    def parameter_format(self) -> str:
        """POSITIONAL or NAMED."""
        variables = [name for _path, text in self.texts for name in text.variables]
        return "POSITIONAL" if are_counted(variables) else "NAMED"

    def check(self) -> list[FieldError]:
        """What Meta would refuse, one error per field, named like the fields of `from_content`."""
        found: dict[str, FieldError] = {}
        for fault in draft_rules.faults(self):
            found.setdefault(fault.field, fault)
        return list(found.values())

    def with_handles(self, handles: Mapping[str, str]) -> Self:
        """With Meta's names for the samples of the headers at these paths."""
        whole = replace(self, header=_sampled(self.header, "header", handles))
        if self.cards is None:
            return whole
        cards = [
            replace(one, header=_sampled(one.header, f"cards.{n}.header", handles)) for n, one in enumerate(self.cards)
        ]
        return replace(whole, cards=tuple(cards))

    def document(self) -> dict[str, Any]:
        """What Meta is sent to make it."""
        return {
            "name": self.name,
            "language": self.language,
            "category": self.category,
            "parameter_format": self.parameter_format,
            "components": self.code.components() if self.is_one_time_code else list(self._components()),
        }

    def _components(self) -> Iterator[dict[str, Any]]:
        """In the order of the phone."""
        counted = self.parameter_format == "POSITIONAL"
        own = {part["type"]: part for part in self.components(counted)}
        if "HEADER" in own:
            yield own["HEADER"]
        if self.offer:
            yield self.offer.component()
        yield self.body.component("BODY", "body_text", counted)
        if self.footer:
            yield {"type": "FOOTER", "text": self.footer}
        if "BUTTONS" in own:
            yield own["BUTTONS"]
        if self.cards is not None:
            cards = [{"components": one.components(counted)} for one in self.cards]
            yield {"type": "CAROUSEL", "cards": cards}


def build_of(content: Mapping[str, Any]) -> str:
    """What it says, or what its parts make of it."""
    said = content.get("build")
    if said in ("ordinary", "offer", "carousel"):
        return said
    return "carousel" if content.get("cards") else "offer" if content.get("offer") else "ordinary"


def _sampled(header: DraftHeader, path: str, handles: Mapping[str, str]) -> DraftHeader:
    return header.with_handle(handles[path]) if path in handles else header
