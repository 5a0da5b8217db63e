"""The ad or post that a message came from."""

from dataclasses import dataclass
from typing import Any, Self

from chatapp.kinds.reading import mapping
from chatapp.kinds.wire import said


@dataclass(frozen=True)
class Referral:
    """What stands next to the kind of a customer's message, as `referral` in its stored content.

    `source` is `ad` or `post`. `picture_url` is Meta's and short-lived: the browser may not be sent there. `click_id`
    is missing for ads in Status.
    """

    source: str | None
    source_id: str | None
    source_url: str | None
    headline: str | None
    body: str | None
    media_type: str | None
    picture_url: str | None
    video_url: str | None
    click_id: str | None
    welcome: str | None

    @classmethod
    def read(cls, content: Any) -> Self | None:
        """The referral of a stored message's content; None for a message that came from no ad."""
        ad = mapping(content).get("referral")
        if not isinstance(ad, dict):
            return None
        return cls(
            source=said(ad, "source_type"),
            source_id=said(ad, "source_id"),
            source_url=_link(said(ad, "source_url")),
            headline=said(ad, "headline"),
            body=said(ad, "body"),
            media_type=said(ad, "media_type"),
            picture_url=_link(said(ad, "image_url") or said(ad, "thumbnail_url")),
            video_url=_link(said(ad, "video_url")),
            click_id=said(ad, "ctwa_clid"),
            welcome=said(ad, "welcome_message", "text"),
        )


def _link(url: str | None) -> str | None:
    """Only what a browser may be sent to."""
    return url if url and url.startswith(("https://", "http://")) else None
