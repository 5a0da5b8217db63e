"""Files into what the other side can use: pure functions on paths, with PyAV and Pillow.

preparing   what we send, by kind: within what Meta takes, without what nobody meant to send (places, cameras)
rendering   what we received, by kind: something for every browser to show and play
sandboxed   either of them in a process of its own, which may die of a file without harming anybody
limits      every number
"""

from chatapp.media.conversions.brought import Brought
from chatapp.media.conversions.outcome import Outcome, Refused, Rendition

__all__ = ["Brought", "Outcome", "Refused", "Rendition"]
