"""Waiting for what happens in other processes."""

import time
from collections.abc import Callable


def until(condition: Callable[[], object], seconds: float = 30) -> None:
    """Wait for it; AssertionError when it does not come true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.02)


def until_the_next_second() -> None:
    """Meta's times have whole seconds, and so has the order of lists and threads."""
    time.sleep(1.05 - time.time() % 1)
