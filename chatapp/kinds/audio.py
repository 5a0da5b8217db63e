"""A sound file."""

from dataclasses import dataclass

from chatapp.kinds.marking import N_
from chatapp.kinds.media_kind import MediaKind


@dataclass(frozen=True)
class Audio(MediaKind):
    """Meta's `{id, mime_type, sha256, url?, voice: false}`."""

    name = "audio"
    wire = "audio"
    icon = "mic"
    label = N_("Audio")
    media_kind = "audio"
