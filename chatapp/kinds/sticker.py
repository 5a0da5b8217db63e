"""A sticker."""

from dataclasses import dataclass

from chatapp.kinds.marking import N_
from chatapp.kinds.media_kind import MediaKind


@dataclass(frozen=True)
class Sticker(MediaKind):
    """Meta's `{id, mime_type: image/webp, sha256, url?, animated}`."""

    name = "sticker"
    wire = "sticker"
    icon = "sticker"
    label = N_("Sticker")
    media_kind = "sticker"
