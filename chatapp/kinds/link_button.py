"""A message with a button that opens a link."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chatapp.kinds.interactive import ANY_HEADER, Interactive
from chatapp.kinds.limits import LINK_TEXT
from chatapp.kinds.marking import N_
from chatapp.kinds.reading import word
from chatapp.kinds.rules import Faults, link, words


@dataclass(frozen=True, kw_only=True)
class LinkButton(Interactive):
    """`text` stands on the button, `url` is where it leads."""

    name = "link_button"
    wire = "action/cta_url"
    label = N_("Link button")
    header_types = ANY_HEADER

    text: str | None = None
    url: str | None = None

    @classmethod
    def own(cls, content: dict[str, Any]) -> dict[str, Any]:
        """`text` and `url`."""
        return {"text": word(content, "text"), "url": word(content, "url")}

    @classmethod
    def heard(cls, action: dict[str, Any]) -> dict[str, Any]:
        """Meta's parameters."""
        return {"text": action["parameters"]["display_text"], "url": action["parameters"]["url"]}

    @property
    def choices(self) -> tuple[str | None, ...]:
        """The button."""
        return self.text, self.url

    def own_faults(self) -> Faults:
        """Both have to be there."""
        yield from words("text", self.text, LINK_TEXT)
        yield from link("url", self.url)

    def action(self, meta_ids: Mapping[int, str]) -> dict[str, Any]:
        """Meta's call to action."""
        return {"name": "cta_url", "parameters": {"display_text": self.text, "url": self.url}}
