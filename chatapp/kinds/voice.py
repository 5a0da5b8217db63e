"""A voice note, recorded in the chat."""

from dataclasses import dataclass

from chatapp.kinds.marking import N_
from chatapp.kinds.placeholder import Placeholder


@dataclass(frozen=True)
class Voice(Placeholder):
    """Meta's audio object with `voice: true`; voicemail arrives as this too."""

    name = "voice"
    wire = "audio/voice"
    icon = "mic"
    label = N_("Voice message")
