"""What a template's buttons need. Those that need nothing (fixed links, phone numbers) are left out."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from chatapp.kinds import limits, rules
from chatapp.kinds.field_error import FieldError
from chatapp.kinds.product_section import ProductSection, section_faults
from chatapp.kinds.reading import items, mapping, whole, word
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

    def component(self) -> dict[str, Any]:
        """Meta's component."""
        parameters = self.parameters()
        told = {"parameters": parameters} if parameters else {}
        return {"type": "button", "sub_type": self.sub_type, "index": str(self.index), **told}

    def parameters(self) -> list[dict[str, Any]]:
        """Meta's parameters."""
        raise NotImplementedError


@dataclass(frozen=True)
class QuickReplyButton(TemplateButton):
    """`payload` comes back with the tap, as a `quick_reply`."""

    type = "quick_reply"
    sub_type = "quick_reply"

    payload: str | None

    def own_faults(self) -> rules.Faults:
        """It has to be there."""
        yield from rules.words("payload", self.payload, limits.QUICK_REPLY_PAYLOAD)

    def parameters(self) -> list[dict[str, Any]]:
        """The payload."""
        return [{"type": "payload", "payload": self.payload}]


@dataclass(frozen=True)
class UrlButton(TemplateButton):
    """`suffix` completes the template's link."""

    type = "url"
    sub_type = "url"

    suffix: str | None

    def own_faults(self) -> rules.Faults:
        """It has to be there."""
        yield from rules.words("suffix", self.suffix, limits.URL)
        if isinstance(self.suffix, str) and any(letter.isspace() for letter in self.suffix):
            yield FieldError("suffix", "bad_spacing")

    def parameters(self) -> list[dict[str, Any]]:
        """The rest of the link."""
        return [{"type": "text", "text": self.suffix}]


@dataclass(frozen=True)
class CopyCodeButton(TemplateButton):
    """`coupon` is what the button copies."""

    type = "copy_code"
    sub_type = "copy_code"

    coupon: str | None

    def own_faults(self) -> rules.Faults:
        """It has to be there."""
        yield from rules.one_line_value("coupon", self.coupon, limits.COUPON_CODE)

    def parameters(self) -> list[dict[str, Any]]:
        """The code."""
        return [{"type": "coupon_code", "coupon_code": self.coupon}]


@dataclass(frozen=True)
class OneTimeCodeButton(TemplateButton):
    """`code` is the same as in the body; Meta sends it as if it were a link."""

    type = "otp"
    sub_type = "url"

    code: str | None

    def own_faults(self) -> rules.Faults:
        """It has to be there."""
        yield from rules.one_line_value("code", self.code, limits.ONE_TIME_CODE)

    def parameters(self) -> list[dict[str, Any]]:
        """The code."""
        return [{"type": "text", "text": self.code}]


@dataclass(frozen=True)
class FlowButton(TemplateButton):
    """Opens a form; `token` comes back with the answer, `data` is what the form knows already."""

    type = "flow"
    sub_type = "flow"

    token: str | None = None
    data: dict[str, Any] | None = None

    @classmethod
    def special(cls, content: dict[str, Any]) -> dict[str, Any]:
        """`data` is any object."""
        return {"data": mapping(content.get("data")) or None}

    def own_faults(self) -> rules.Faults:
        """Nothing is needed."""
        yield from rules.some_words("token", self.token, limits.FLOW_TOKEN)

    def parameters(self) -> list[dict[str, Any]]:
        """Meta's action; without it the form begins with nothing."""
        action = {"flow_token": self.token, "flow_action_data": self.data}
        action = {key: value for key, value in action.items() if value}
        return [{"type": "action", "action": action}] if action else []


@dataclass(frozen=True)
class CatalogButton(TemplateButton):
    """Opens the catalogue; `product_id` is the product whose picture is shown."""

    type = "catalog"
    sub_type = "CATALOG"

    product_id: str | None = None

    def own_faults(self) -> rules.Faults:
        """Nothing is needed."""
        yield from rules.some_words("product_id", self.product_id, limits.PRODUCT_ID)

    def parameters(self) -> list[dict[str, Any]]:
        """Meta's action."""
        if not self.product_id:
            return []
        return [{"type": "action", "action": {"thumbnail_product_retailer_id": self.product_id}}]


@dataclass(frozen=True)
class ProductsButton(TemplateButton):
    """Opens some products; `product_id` is the one whose picture is shown."""

    type = "products"
    sub_type = "mpm"

    product_id: str | None
    sections: tuple[ProductSection, ...] = ()

    @classmethod
    def special(cls, content: dict[str, Any]) -> dict[str, Any]:
        """`sections` as in a product list."""
        return {"sections": tuple(ProductSection.from_stored(section) for section in items(content, "sections"))}

    def own_faults(self) -> rules.Faults:
        """A picture, and some products."""
        yield from rules.words("product_id", self.product_id, limits.PRODUCT_ID)
        yield from section_faults(self.sections)

    def parameters(self) -> list[dict[str, Any]]:
        """Meta's action."""
        sections = [section.to_graph() for section in self.sections]
        action = {"thumbnail_product_retailer_id": self.product_id, "sections": sections}
        return [{"type": "action", "action": action}]


@dataclass(frozen=True)
class VoiceCallButton(TemplateButton):
    """Calls us, for as many `minutes` after the message; `payload` comes with the call."""

    type = "voice_call"
    sub_type = "voice_call"

    minutes: int | None = None
    payload: str | None = None

    @classmethod
    def special(cls, content: dict[str, Any]) -> dict[str, Any]:
        """`minutes` is a number."""
        return {"minutes": whole(content, "minutes")}

    def own_faults(self) -> rules.Faults:
        """Nothing is needed."""
        yield from rules.some_whole("minutes", self.minutes, limits.CALL_MINUTES)
        yield from rules.some_words("payload", self.payload, limits.CALL_PAYLOAD)

    def parameters(self) -> list[dict[str, Any]]:
        """Each if it is there."""
        said = {"ttl_minutes": self.minutes, "payload": self.payload}
        return [{"type": key, key: value} for key, value in said.items() if value is not None]


@dataclass(frozen=True)
class NoButton(TemplateButton):
    """Of a type that nobody knows: kept so that `check` can say so."""

    type = "none"
    sub_type = "none"

    def own_faults(self) -> rules.Faults:
        """Always wrong."""
        yield FieldError("type", "bad_choice")


_TYPES: Sequence[type[TemplateButton]] = (
    QuickReplyButton,
    UrlButton,
    CopyCodeButton,
    OneTimeCodeButton,
    FlowButton,
    CatalogButton,
    ProductsButton,
    VoiceCallButton,
)
BUTTON_TYPES: dict[str, type[TemplateButton]] = {button.type: button for button in _TYPES}


def read(content: Any) -> TemplateButton:
    """`{"index", "type", ...}`, from stored content."""
    kind = word(content, "type")
    button = BUTTON_TYPES.get(kind, NoButton) if isinstance(kind, str) else NoButton
    return button.from_stored(mapping(content))


def faults(buttons: Sequence[TemplateButton]) -> rules.Faults:
    """Up to ten, each in a place of its own."""
    yield from rules.count("buttons", len(buttons), limits.Span(0, limits.TEMPLATE_BUTTONS))
    yield from rules.each("buttons", buttons)
    yield from rules.distinct((f"buttons.{place}.index", str(button.index)) for place, button in enumerate(buttons))
