"""Yes and no, as forms and programs write them."""

from typing import Any


def is_yes(said: Any) -> bool:
    """A program's true, or what a box in a form says."""
    return str(said).lower() in ("true", "on", "1", "yes")
