"""Conversions in a process of their own: a file that crashes or swells a decoder takes nobody with it.

The processes are forked from a server that has the libraries loaded already, so that one more costs milliseconds.
"""

import contextlib
import multiprocessing
import os
import pkgutil
import resource
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TypeVar

from chatapp.media.conversions.outcome import Refused

T = TypeVar("T")
Report = Callable[[int], None]

#: Bytes of addresses, which is more than what is really used: threads and libraries reserve without touching.
MEMORY = 3 * 1024**3
HEARTBEAT = 5.0
_NICE = 5
_PRELOADED = ["chatapp.media.conversions.preparing", "chatapp.media.conversions.rendering"]

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(_PRELOADED)


def run(task: Callable[..., T] | str, *args: object, seconds: int, report: Report = lambda percent: None) -> T:
    """`task(*args, report)` in a process of its own, for so long at most. `report` hears per cents, and at least every
    five seconds that it goes on. A task that is named ("module:function") is loaded only there.

    Raises Refused: its own, "too_slow" when its time is over, and "unreadable" when the file was its end.
    """
    receiver, sender = _processes.Pipe(duplex=False)
    process = _processes.Process(target=_work, args=(sender, task, args, seconds), daemon=True)
    process.start()
    sender.close()
    try:
        return _result(receiver, seconds, report)
    finally:
        process.kill()
        process.join()
        receiver.close()


def _result(receiver: Connection, seconds: int, report: Report) -> object:
    deadline, percent = time.monotonic() + seconds, 0
    while time.monotonic() < deadline:
        if receiver.poll(HEARTBEAT):
            word, value = _received(receiver)
            if word == "done":
                return value
            if word == "refused":
                raise Refused(value)
            percent = value
        report(percent)
    raise Refused("too_slow")


def _received(receiver: Connection) -> tuple[str, object]:
    try:
        return receiver.recv()
    except EOFError:
        # Its end was not its own word: the file was stronger.
        raise Refused("unreadable") from None


def _work(sender: Connection, task: Callable | str, args: tuple, seconds: int) -> None:
    os.nice(_NICE)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    cpu = 2 * seconds * (os.cpu_count() or 1)
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    try:
        function = pkgutil.resolve_name(task) if isinstance(task, str) else task
        answer = ("done", function(*args, _Reporter(sender)))
    except Refused as refused:
        answer = ("refused", refused.code)
    except MemoryError:
        answer = ("refused", "too_many_pixels")
    with contextlib.suppress(BrokenPipeError):
        sender.send(answer)


class _Reporter:
    """Tells each per cent once, and never goes back."""

    def __init__(self, sender: Connection):
        self._sender, self._told = sender, 0

    def __call__(self, percent: int) -> None:
        percent = min(99, percent)
        if percent > self._told:
            self._told = percent
            self._sender.send(("percent", percent))
