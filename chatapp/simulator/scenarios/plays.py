"""The scenarios that are or were played, and how far they came."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .script import Script

KEPT = 20


@dataclass
class Play:
    """A scenario being played. ``state`` is ``playing``, ``done`` or ``failed``; ``at`` counts finished steps."""

    id: int
    script: Script
    state: str = "playing"
    at: int = 0
    problem: str = ""
    stopped: threading.Event = field(default_factory=threading.Event)

    def as_json(self) -> dict[str, Any]:
        """Progress with the words of the steps."""
        steps = [step.words for step in self.script.steps]
        return {
            "id": self.id,
            "name": self.script.name,
            "state": self.state,
            "at": self.at,
            "steps": steps,
            "problem": self.problem,
        }


class Plays:
    """The scenarios of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._plays: list[Play] = []
        self._count = 0

    def every(self) -> list[Play]:
        """Oldest first."""
        with self._lock:
            return list(self._plays)

    def get(self, play_id: int) -> Play:
        """By id; KeyError when it is unknown or long over."""
        for play in self.every():
            if play.id == play_id:
                return play
        raise KeyError(f"play {play_id}")

    def start(self, script: Script, perform: Callable[[Play], None]) -> Play:
        """Begin; ``perform`` keeps the play's state true."""
        with self._lock:
            self._count += 1
            play = Play(self._count, script)
            self._plays = [*self._plays[1 - KEPT :], play]
        threading.Thread(target=perform, args=(play,), name=f"scenario-{play.id}", daemon=True).start()
        return play

    def stop(self) -> None:
        """Let every play end at its next step."""
        for play in self.every():
            play.stopped.set()
