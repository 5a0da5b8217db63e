"""The control page and its JSON: scripts, chaos and the books."""

from . import pages, people, records, weather
from .blueprint import control

__all__ = ["control", "pages", "people", "records", "weather"]
