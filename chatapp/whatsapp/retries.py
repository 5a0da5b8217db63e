"""When to try again after a failure."""

from dataclasses import dataclass
from random import Random

_JITTER = 0.25


@dataclass(frozen=True, slots=True)
class Retry:
    """At most `attempts` repetitions: the first after `base` seconds, each next `factor` times later, up to `cap`."""

    attempts: int
    base: float = 0
    factor: float = 1
    cap: float = float("inf")


def wait(seconds: float, attempts: int = 1) -> Retry:
    """Try again after a fixed time."""
    return Retry(attempts, base=seconds)


NEVER = Retry(attempts=0)
BACKOFF = Retry(attempts=10, base=2, factor=2, cap=300)
LIMITED = Retry(attempts=3, base=5, factor=3, cap=60)
PAIR = Retry(attempts=5, base=1, factor=4)
"""Meta asks for 4^n seconds between messages to one customer: 1, 4, 16, 64, ..."""


def delay(retry: Retry, attempt: int, rng: Random, retry_after: float | None = None) -> float | None:
    """Seconds until the next try after failure number `attempt` (0 is the first); None when it was the last.

    What Meta asks for is the least one may wait, so chance only adds to it (up to a quarter): many messages that
    failed together must not come back together. `retry_after` is the answer's own wish, if it had one.
    """
    if attempt >= retry.attempts:
        return None
    seconds = max(min(retry.base * retry.factor**attempt, retry.cap), retry_after or 0)
    return seconds * (1 + rng.random() * _JITTER)
