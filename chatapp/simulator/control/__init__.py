"""The control page and its JSON: scripts, chaos and the books."""

from . import happenings, pages, people, records, weather
from .blueprint import control

ROUTES = (happenings, pages, people, records, weather)

__all__ = ["ROUTES", "control"]
