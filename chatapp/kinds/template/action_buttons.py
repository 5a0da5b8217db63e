"""Buttons of templates that open something of ours."""

from dataclasses import dataclass
from typing import Any

from chatapp.kinds import limits, rules
from chatapp.kinds.product_section import ProductSection, section_faults
from chatapp.kinds.reading import items, mapping, whole
from chatapp.kinds.template.button import TemplateButton


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
