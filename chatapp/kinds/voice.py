"""A voice note, recorded in the chat."""

from dataclasses import dataclass
from typing import Any

from chatapp.kinds.marking import N_
from chatapp.kinds.media_kind import MediaKind


@dataclass(frozen=True)
class Voice(MediaKind):
    """Meta's audio object with `voice: true`; voicemail arrives as this too."""

    name = "voice"
    wire = "audio/voice"
    icon = "mic"
    label = N_("Voice message")
    media_kind = "voice"

    def manner(self) -> dict[str, Any]:
        """Shown with the speaker's picture and a wave; the file has to be OGG with Opus."""
        return {"voice": True}
