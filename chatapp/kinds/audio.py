"""A sound file."""

from dataclasses import dataclass

from chatapp.kinds.marking import N_
from chatapp.kinds.placeholder import Placeholder


@dataclass(frozen=True)
class Audio(Placeholder):
    """`{id, mime_type, sha256, url?, voice: false}`."""

    name = "audio"
    wire = "audio"
    icon = "mic"
    label = N_("Audio")
