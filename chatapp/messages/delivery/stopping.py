"""Being asked to stop: hosts send SIGTERM and kill half a minute later."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def stop_signal() -> Iterator[threading.Event]:
    """An event that SIGTERM sets, besides whatever the worker itself does on it (finish this job, then leave)."""
    asked = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield asked  # signals reach the main thread only
        return
    former = signal.getsignal(signal.SIGTERM)

    def stop(number: int, frame: object) -> None:
        asked.set()
        if callable(former):
            former(number, frame)

    signal.signal(signal.SIGTERM, stop)
    try:
        yield asked
    finally:
        # The worker replaces its handler on the first signal; then ours is gone already.
        if signal.getsignal(signal.SIGTERM) is stop:
            signal.signal(signal.SIGTERM, former)
