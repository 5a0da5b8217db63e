"""Planned misfortune: what the next calls of the Graph API run into."""

import random
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

ANSWERS = ("error", "status", "html", "garbage", "empty", "truncate", "drop", "hang", "slow", "accept_then_fail")
ROUTES = ("messages", "media", "any")


@dataclass(frozen=True)
class Fault:
    """One misfortune, for ``times`` calls (0: until removed), each hit with the given ``chance``.

    ``answer``: ``error`` (Graph error ``code``), ``status`` (bare HTTP status ``http``), ``html`` (an HTML page with
    ``http``), ``garbage`` (200 and broken JSON), ``empty`` (200 and nothing), ``truncate`` (half of an answer),
    ``drop`` (connection closed without a byte), ``hang`` (silence for ``seconds``, then closed), ``slow`` (the normal
    answer after ``seconds``),
    ``accept_then_fail`` (200, then a ``failed`` status with ``code``).
    ``booked``: the message was accepted before the answer went wrong.
    """

    answer: str
    times: int = 1
    chance: float = 1.0
    route: str = "messages"
    booked: bool = False
    code: int = 131000
    http: int | None = None
    details: str | None = None
    seconds: float = 30.0

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> "Fault":
        """Raises ValueError when the document makes no sense."""
        try:
            fault = cls(**document)
        except TypeError as problem:
            raise ValueError(str(problem)) from None
        if fault.answer not in ANSWERS:
            raise ValueError(f"answer is one of {', '.join(ANSWERS)}")
        if fault.route not in ROUTES:
            raise ValueError(f"route is one of {', '.join(ROUTES)}")
        if not 0 <= fault.chance <= 1 or fault.times < 0:
            raise ValueError("chance is 0 to 1, times is 0 or more")
        return fault


class Faults:
    """The faults in force, oldest first. Not kept across restarts."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[Fault] = []

    def plan(self, fault: Fault) -> None:
        """Add one."""
        with self._lock:
            self._faults.append(fault)

    def strike(self, route: str) -> Fault | None:
        """The fault this call runs into, used up by one."""
        with self._lock:
            for position, fault in enumerate(self._faults):
                if fault.route not in (route, "any") or random.random() >= fault.chance:
                    continue
                if fault.times == 1:
                    del self._faults[position]
                elif fault.times > 1:
                    self._faults[position] = replace(fault, times=fault.times - 1)
                return fault
        return None

    def planned(self) -> list[dict[str, Any]]:
        """All of them, for the control page."""
        with self._lock:
            return [asdict(fault) for fault in self._faults]

    def clear(self) -> None:
        """Fair weather again."""
        with self._lock:
            self._faults.clear()
