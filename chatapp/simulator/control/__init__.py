"""The control page and its JSON: scripts, chaos and the books."""

from . import people, records, weather
from .blueprint import control

__all__ = ["control", "people", "records", "weather"]
