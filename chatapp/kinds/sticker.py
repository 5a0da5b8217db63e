"""A sticker."""

from dataclasses import dataclass

from chatapp.kinds.marking import N_
from chatapp.kinds.placeholder import Placeholder


@dataclass(frozen=True)
class Sticker(Placeholder):
    """`{id, mime_type: image/webp, sha256, url?, animated}`."""

    name = "sticker"
    wire = "sticker"
    icon = "sticker"
    label = N_("Sticker")
