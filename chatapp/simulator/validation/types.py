"""Every type a business can send, with its check."""

from .shape import Check
from .text import TEXT

TYPES: dict[str, Check] = {
    "text": TEXT,
}
