"""A film."""

from dataclasses import dataclass

from chatapp.kinds.marking import N_
from chatapp.kinds.media_kind import MediaKind


@dataclass(frozen=True)
class Video(MediaKind):
    """Meta's `{id, mime_type, sha256, url?, caption?}`."""

    name = "video"
    wire = "video"
    icon = "video"
    label = N_("Video")
    media_kind = "video"
    has_caption = True
