"""The faults: one after another, then at random and two at a time, until the time is over."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from random import Random

from tests.faults.deaths import DEATHS, FREEZES
from tests.faults.scene import Fault, Scene
from tests.faults.surroundings import SURROUNDINGS
from tests.faults.weather import ANSWERS, WEBHOOKS

FAULTS = [*DEATHS, *FREEZES, *ANSWERS, *WEBHOOKS, *SURROUNDINGS]
#: Seconds: a fault lasts, and the calm after it.
LASTS, CALM = (0.5, 8.0), (0.0, 3.0)


def rage(scene: Scene, seconds: float, wait: Callable[[float], None]) -> Counter[str]:
    """Every fault at least once; {name: how often}. What begins is mended before this returns. `wait` passes seconds.

    Whoever is short of time gets each of them for as long as there is.
    """
    ends = time.monotonic() + seconds
    each = seconds / len(FAULTS)
    struck: Counter[str] = Counter()
    for n, fault in enumerate(_shuffled(scene.chance)):
        with _struck(scene, fault, struck):
            wait(min(each, 4.0) if n else each)
    while time.monotonic() < ends:
        with ExitStack() as stack:
            for fault in scene.chance.sample(FAULTS, scene.chance.choice((1, 1, 2))):
                stack.enter_context(_struck(scene, fault, struck))
            wait(scene.chance.uniform(*LASTS))
        wait(scene.chance.uniform(*CALM))
    return struck


def _shuffled(chance: Random) -> list[Fault]:
    return chance.sample(FAULTS, len(FAULTS))


@contextmanager
def _struck(scene: Scene, fault: Fault, struck: Counter[str]) -> Iterator[None]:
    with fault.strike(scene):
        struck[fault.name] += 1
        yield
