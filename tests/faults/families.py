"""Processes with all that they have started, as the kernel knows them."""

import os
import signal
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def children(pid: int) -> list[int]:
    """The processes that it has started itself; none when it is gone."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def family(pid: int) -> list[int]:
    """It, and all its descendants."""
    return [pid, *(member for child in children(pid) for member in family(child))]


def tell(pids: Iterable[int], number: signal.Signals) -> None:
    """Those that are gone are not missed."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
