"""Plain text, with WhatsApp's own markup left as typed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from chatapp.kinds.file import NO_IDS
from chatapp.kinds.kind import Kind
from chatapp.kinds.limits import TEXT_BODY
from chatapp.kinds.marking import N_
from chatapp.kinds.reading import mapping, tidy, tidy_text
from chatapp.kinds.rules import Faults, words

_LINK = re.compile(r"https?://\S", re.IGNORECASE)


@dataclass(frozen=True)
class Text(Kind):
    """A text of at most 4,096 characters; `preview_url` asks WhatsApp to show the first link as a card."""

    name = "text"
    wire = "text"
    label = N_("Text")
    sendable = True
    marks_up = True

    body: str
    preview_url: bool = False

    @classmethod
    def from_webhook(cls, message: dict[str, Any]) -> Self:
        """Read `text.body`; raises when it is not a string."""
        return cls(_string(message["text"]["body"]))

    @classmethod
    def from_composer(cls, body: str) -> Self:
        """What an agent typed; with a link's preview if there is a link."""
        body = tidy_text(body)
        return cls(body, preview_url=bool(_LINK.search(body)))

    @classmethod
    def from_content(cls, content: Any) -> Self:
        """`{"body", "preview_url"?}`: without the switch, as in the composer."""
        content = mapping(tidy(content))
        body = content.get("body", "")
        linked = isinstance(body, str) and bool(_LINK.search(body))
        wanted = content.get("preview_url", True)
        return cls(body, linked and (wanted if isinstance(wanted, bool) else wanted in ("on", "true", "1")))

    @classmethod
    def from_stored(cls, content: dict[str, Any]) -> Self:
        """The inverse of `to_stored`; raises when the body is not a string."""
        return cls(_string(content["body"]), content.get("preview_url") is True)

    def to_stored(self) -> dict[str, Any]:
        """`{"body", "preview_url"}`."""
        return {"body": self.body, "preview_url": self.preview_url}

    @property
    def words(self) -> str | None:
        """The text itself."""
        return self.body

    def faults(self) -> Faults:
        """The body must say something, and fit."""
        yield from words("body", self.body, TEXT_BODY)

    def to_graph(self, meta_ids: Mapping[int, str] = NO_IDS) -> dict[str, Any]:
        """Meta's text object."""
        return {"type": "text", "text": {"preview_url": self.preview_url, "body": self.body}}


def _string(body: Any) -> str:
    if not isinstance(body, str):
        raise TypeError("the body is not a string")
    return body
