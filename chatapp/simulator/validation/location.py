"""``location``."""

from .shape import degrees, record, text

LOCATION = record(
    {"latitude": degrees(90), "longitude": degrees(180)}, {"name": text(least=0), "address": text(least=0)}
)
