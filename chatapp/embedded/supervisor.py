"""Keeps everything running: what dies is started again, ever more slowly; the end is in order."""

import http.client
import subprocess
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from chatapp.embedded import processes
from chatapp.embedded.console import Console, Output
from chatapp.embedded.programs import Program
from chatapp.embedded.trouble import Trouble
from chatapp.embedded.workspace import Workspace

FIRST_DELAY, LONGEST_DELAY = 0.5, 30.0
STEADY_SECONDS = 30  # who lived this long starts with a short delay again
START_SECONDS = 90
TOO_MANY_DEATHS = 3  # before anything ever worked: a mistake, not an accident
TICK = 0.3
#: This machine is not reached through the proxy that the person's shell may name.
DIRECTLY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Task(Protocol):
    """A Program, or one of the embedded servers."""

    name: str
    process: subprocess.Popen | None

    def start(self) -> None: ...
    def stop(self) -> None: ...


@dataclass
class Watched:
    """A task with the memory of its deaths."""

    task: Task
    output: Output | None = None
    deaths: int = 0
    delay: float = FIRST_DELAY
    born: float = 0.0
    due: float | None = None


class Supervisor:
    """Starts the programs, watches them and the servers beneath them, stops the programs."""

    def __init__(self, programs: Sequence[Program], servers: Sequence[Task], workspace: Workspace, console: Console):
        self.console = console
        self.logs = workspace.root / "log"
        self.programs = [Watched(program, Output(program.name, workspace.log(program.name))) for program in programs]
        self.servers = [Watched(server) for server in servers]

    def start(self) -> None:
        for watched in self.programs:
            self._start(watched)

    def wait_until_ready(self, urls: Sequence[str]) -> None:
        """Returns when every address answers without an error.

        Raises Trouble when a program keeps dying, or when nothing answers for too long.
        """
        deadline = time.monotonic() + START_SECONDS
        waiting = list(urls)
        while waiting:
            self.tick()
            waiting = [url for url in waiting if not _answers(url)]
            for watched in self.programs:
                if watched.deaths >= TOO_MANY_DEATHS:
                    raise Trouble(f"{watched.task.name} does not stay up: {_last_words(watched)}")
            if waiting and time.monotonic() > deadline:
                raise Trouble(f"{waiting[0]} does not answer after {START_SECONDS} seconds: see {self.logs}.")

    def watch(self) -> None:
        """Runs until a signal ends it by an exception."""
        while True:
            self.tick()

    def tick(self) -> None:
        """Shows what was said and takes care of who died."""
        self.console.pump(TICK)
        now = time.monotonic()
        for watched in self.servers + self.programs:
            if watched.due is not None and now >= watched.due:
                self._start(watched)
            elif watched.due is None and watched.task.process.poll() is not None:
                self._bury(watched, now)

    def stop(self) -> None:
        """Ends the programs one after the other; their last words are still shown."""
        for watched in self.programs:
            watched.task.stop()
            self.console.pump(0)

    def _start(self, watched: Watched) -> None:
        watched.due, watched.born = None, time.monotonic()
        try:
            watched.task.start()
        except Trouble as trouble:
            self.console.say(str(trouble))
            self._bury(watched, time.monotonic())
            return
        if watched.output is not None:
            self.console.listen(watched.task.process.stdout, watched.output)

    def _bury(self, watched: Watched, now: float) -> None:
        process = watched.task.process
        if process is not None:
            processes.end_group(process.pid)
        watched.delay = FIRST_DELAY if now - watched.born > STEADY_SECONDS else watched.delay
        watched.deaths += 1
        watched.due = now + watched.delay
        status = f" ({processes.cause_of_death(process)})" if process is not None else ""
        self.console.say(f"{watched.task.name} stopped{status}; it is started again in {watched.delay:g} seconds.")
        watched.delay = min(watched.delay * 2, LONGEST_DELAY)


def _answers(url: str) -> bool:
    try:
        with DIRECTLY.open(url, timeout=2):
            return True
    except (OSError, http.client.HTTPException):  # not there yet, or there and not ready (URLError is an OSError)
        return False


def _last_words(watched: Watched) -> str:
    return watched.output.recent[-1] if watched.output.recent else "it said nothing"
