"""What a developer sees: every process's lines behind its name, and the same lines in var/log."""

import contextlib
import os
import selectors
import sys
from collections import deque
from pathlib import Path
from typing import IO

COLOURS = {"web": "36", "worker": "33", "simulator": "35"}
WIDTH = max(map(len, COLOURS))
KEPT_LINES = 20
LARGEST_LOG = 5 * 1024 * 1024


class Output:
    """The lines of one process, through all its restarts."""

    def __init__(self, name: str, log: Path):
        self.name = name
        self.recent: deque[str] = deque(maxlen=KEPT_LINES)
        self.rest = b""
        if log.exists() and log.stat().st_size > LARGEST_LOG:
            log.replace(log.with_suffix(".log.old"))
        self.file = log.open("ab")

    def feed(self, data: bytes) -> list[str]:
        """Keeps `data` in the log; answers the lines that it completes."""
        self.file.write(data)
        self.file.flush()
        *lines, self.rest = (self.rest + data).split(b"\n")
        decoded = [line.decode(errors="replace").rstrip() for line in lines]
        self.recent.extend(line for line in decoded if line)
        return decoded


class Console:
    """Reads the processes' pipes and speaks to the person; used from one thread."""

    def __init__(self) -> None:
        self.selector = selectors.DefaultSelector()
        self.coloured = sys.stdout.isatty() and "NO_COLOR" not in os.environ

    def say(self, text: str) -> None:
        with contextlib.suppress(OSError):  # the terminal may be gone; stopping in order matters more
            print(text, flush=True)

    def listen(self, stream: IO[bytes], output: Output) -> None:
        self.selector.register(stream, selectors.EVENT_READ, output)

    def pump(self, seconds: float) -> None:
        """Shows what arrives within `seconds`."""
        for key, _ in self.selector.select(seconds):
            data = key.fileobj.read(65536)
            ended = not data
            for line in key.data.feed(b"\n" if ended and key.data.rest else data):
                self.say(self._behind_name(key.data.name, line))
            if ended:
                self.selector.unregister(key.fileobj)
                key.fileobj.close()

    def _behind_name(self, name: str, line: str) -> str:
        prefix = f"{name:<{WIDTH}} │"
        return f"\033[{COLOURS.get(name, '0')}m{prefix}\033[0m {line}" if self.coloured else f"{prefix} {line}"
