"""The control page and its JSON: scripts, chaos and the books."""

from . import happenings, pages, people, records, scenarios, weather
from .blueprint import control

ROUTES = (happenings, pages, people, records, scenarios, weather)

__all__ = ["ROUTES", "control"]
