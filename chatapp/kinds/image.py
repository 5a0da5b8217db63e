"""A photo."""

from dataclasses import dataclass

from chatapp.kinds.marking import N_
from chatapp.kinds.media_kind import MediaKind


@dataclass(frozen=True)
class Image(MediaKind):
    """Meta's `{id, mime_type, sha256, url?, caption?}`."""

    name = "image"
    wire = "image"
    icon = "image"
    label = N_("Photo")
    media_kind = "image"
    has_caption = True
