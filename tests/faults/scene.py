"""What a fault gets its hands on, and what a fault is."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from random import Random

import requests

from tests.faults.rig import Rig
from tests.faults.traffic import Traffic

PATIENCE = 60


@dataclass(frozen=True)
class Scene:
    rig: Rig
    traffic: Traffic
    chance: Random

    def ask_whatsapp(self, method: str, path: str, **document: object) -> dict:
        """Told until it is understood: the simulator may be dead just now."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return self.rig.whatsapp.ask(method, path, **document)
            except requests.RequestException:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    @contextmanager
    def weather(self, **switches: object) -> Iterator[None]:
        """These switches of the simulator, until the block ends."""
        calm = self.ask_whatsapp("GET", "switches")
        self.ask_whatsapp("PATCH", "switches", **switches)
        yield
        self.ask_whatsapp("PATCH", "switches", **{name: calm[name] for name in switches})


@dataclass(frozen=True)
class Fault:
    """Something goes wrong while the block of `strike(scene)` runs, and is mended, or mends itself, afterwards."""

    name: str
    strike: Callable[[Scene], AbstractContextManager[None]]
