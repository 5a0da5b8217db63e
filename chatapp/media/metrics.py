"""What is measured of files."""

from collections.abc import Iterator

import sqlalchemy as sa

from chatapp import telemetry
from chatapp.models.media import MediaState
from chatapp.telemetry import Value

FILES = telemetry.Gauge("chatapp_media", "Files that are being fetched or converted, or wait for it", ("state",))

_UNFINISHED = (MediaState.PENDING, MediaState.PULLING, MediaState.RECEIVED, MediaState.CONVERTING)
BY_STATE = sa.text(f"""
    SELECT state, count(*) FROM media
    WHERE state IN ({", ".join(f"'{state}'" for state in _UNFINISHED)}) GROUP BY state
""")


@telemetry.at_scrape
def files() -> Iterator[Value]:
    """What the partial index of unfinished files holds."""
    found = dict(telemetry.rows(BY_STATE))
    for state in _UNFINISHED:
        yield FILES.at(found.get(state, 0), state.lower())
