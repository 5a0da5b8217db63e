"""Imported by every Python process that has this folder on its path: the house clock goes wrong by so many seconds as
the file says that CLOCK_IS_WRONG names, from the moment it says so."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from chatapp import clock


def _wrong(now: Callable[[], datetime], seconds: Path) -> Callable[[], datetime]:
    def wrong() -> datetime:
        try:
            return now() + timedelta(seconds=float(seconds.read_text() or 0))
        except FileNotFoundError:
            return now()

    return wrong


if "CLOCK_IS_WRONG" in os.environ:
    clock.now = _wrong(clock.now, Path(os.environ["CLOCK_IS_WRONG"]))
