"""What this process has counted, on its way into the sum of all processes, which is one hash in Redis.

Counting is an addition in memory. A report takes what came together since the last one; if Redis is away, the next
report takes it along. When Redis is emptied, counting begins again at nothing, which Prometheus understands.
"""

from collections import Counter
from threading import Lock

import orjson
from redis import Redis
from redis.client import Pipeline

KEY = "telemetry:totals"

Labels = tuple[str, ...]
#: {part: amount}: "" of a counter; a bucket's bound or "sum" of a histogram.
Parts = dict[str, float]
#: (name, values of the labels, part)
Series = tuple[str, Labels, str]


class Totals:
    """Of one process; its threads share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._unwritten: Counter[Series] = Counter()

    def add(self, *amounts: tuple[Series, float]) -> None:
        """To what is reported next."""
        with self._lock:
            for series, amount in amounts:
                self._unwritten[series] += amount

    def take(self) -> "Counter[Series]":
        """What has not been reported; the caller gives it back with `keep` if that fails."""
        with self._lock:
            taken, self._unwritten = self._unwritten, Counter()
            return taken

    def keep(self, amounts: "Counter[Series]") -> None:
        with self._lock:
            self._unwritten.update(amounts)


def write(pipe: Pipeline, amounts: "Counter[Series]") -> None:
    """Add these to the sum of all processes."""
    for series, amount in amounts.items():
        pipe.hincrbyfloat(KEY, orjson.dumps(series), amount)


def read(client: Redis) -> dict[str, dict[Labels, Parts]]:
    """{name: {values of its labels: parts}}, of all processes together."""
    found: dict[str, dict[Labels, Parts]] = {}
    for field, amount in client.hgetall(KEY).items():
        name, labels, part = orjson.loads(field)
        found.setdefault(name, {}).setdefault(tuple(labels), {})[part] = float(amount)
    return found


totals = Totals()
