"""What is not counted but read: by each process of itself, or by whoever is scraped, of what all share."""

import logging
from collections.abc import Callable, Iterable, Sequence

import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.telemetry.instruments import Gauge, Value

Reading = Callable[[], Iterable[Value]]

#: 0 when a reading could not be taken: its gauges are missing then, which is not the same as nothing waiting.
TAKEN = Gauge("chatapp_reading_taken", "Whether these gauges could be read, by what they tell of", ("reading",))

_at_scrape: dict[str, Reading] = {}
_in_each_process: dict[str, Reading] = {}

_HURRY = sa.text("SET LOCAL statement_timeout = '2s'")

log = logging.getLogger(__name__)


def at_scrape(reading: Reading) -> Reading:
    """Register what is read whenever somebody scrapes, by one process for all. It must be quick."""
    _at_scrape[reading.__name__] = reading
    return reading


def in_each_process(reading: Reading) -> Reading:
    """Register what each process reads of itself with every report. Before its labels comes `role`: what the processes
    of one role say is summed."""
    _in_each_process[reading.__name__] = reading
    return reading


def rows(statement: sa.Executable, **parameters: object) -> Sequence[sa.Row]:
    """Ask the database what a gauge wants to know; it has two seconds, as whoever scrapes comes again soon."""
    with db.engine.begin() as connection:
        connection.execute(_HURRY)
        return connection.execute(statement, parameters).all()


def of_all() -> list[Value]:
    """What all share, now, and which of it could not be read."""
    values = []
    for name, reading in _at_scrape.items():
        found = _try(name, reading)
        values += [TAKEN.at(found is not None, name), *(found or [])]
    return values


def of_this_process() -> list[Value]:
    """What this process says of itself."""
    found = [_try(name, reading) for name, reading in _in_each_process.items()]
    return [value for values in found for value in values or []]


def _try(name: str, reading: Reading) -> list[Value] | None:
    """One that fails must not take the others with it: they are wanted most when something is broken."""
    try:
        return list(reading())
    except Exception as error:
        log.warning("%s cannot be measured: %s", name, error)
        return None
