"""Plain text, with WhatsApp's own markup left as typed."""

import re
from dataclasses import dataclass
from typing import Any, Self

from chatapp.kinds.kind import FieldError, Kind
from chatapp.kinds.limits import TEXT_BODY
from chatapp.kinds.marking import N_

_LINK = re.compile(r"https?://\S", re.IGNORECASE)


@dataclass(frozen=True)
class Text(Kind):
    """A text of at most 4,096 characters; `preview_url` asks WhatsApp to show the first link as a card."""

    name = "text"
    wire = "text"
    label = N_("Text")
    sendable = True

    body: str
    preview_url: bool = False

    @classmethod
    def from_webhook(cls, message: dict[str, Any]) -> Self:
        """Read `text.body`; raises when it is not a string."""
        body = message["text"]["body"]
        if not isinstance(body, str):
            raise TypeError("text.body is not a string")
        return cls(body)

    @classmethod
    def from_composer(cls, body: str) -> Self:
        """What an agent typed. Forms send line ends as CR LF, which would count twice; JSON may bring NUL or half a
        surrogate pair, which neither PostgreSQL nor Meta takes."""
        body = body.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
        body = body.encode("utf-8", "replace").decode().strip()
        return cls(body, preview_url=bool(_LINK.search(body)))

    @classmethod
    def from_stored(cls, content: dict[str, Any]) -> Self:
        """The inverse of `to_stored`."""
        return cls(content["body"], content.get("preview_url", False))

    def to_stored(self) -> dict[str, Any]:
        """`{"body", "preview_url"}`."""
        return {"body": self.body, "preview_url": self.preview_url}

    @property
    def words(self) -> str | None:
        """The text itself."""
        return self.body

    def check(self) -> list[FieldError]:
        """The body must say something, and fit."""
        if not self.body.strip():
            return [FieldError("body", "required")]
        if len(self.body) > TEXT_BODY:
            return [FieldError("body", "too_long", TEXT_BODY)]
        return []

    def to_graph(self) -> dict[str, Any]:
        """Meta's text object."""
        return {"type": "text", "text": {"preview_url": self.preview_url, "body": self.body}}
