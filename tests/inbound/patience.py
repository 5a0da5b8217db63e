"""Waiting for what happens in another thread or process."""

import time
from collections.abc import Callable


def wait_for(happened: Callable[[], object], seconds: float = 30.0) -> None:
    """Return as soon as `happened()` is true; fail after so many seconds."""
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)
