"""How many webhooks were stored, and how many refused and why: of all processes together, in Redis.

Written at most once a second per process by a thread of its own, so that no webhook ever waits for it.
"""

import logging
import os
import threading
import time
from collections import Counter, deque

from redis import RedisError

from chatapp.extensions import redis

KEY = "webhook:answers"
PAUSE = 1.0

log = logging.getLogger(__name__)


def read() -> dict[str, int]:
    """{answer: how often}, the most frequent first. Raises RedisError."""
    counts = Counter({answer.decode(): int(count) for answer, count in redis.client.hgetall(KEY).items()})
    return dict(counts.most_common())


class Tally:
    """Of one process. Its thread begins with the first webhook: never before a fork."""

    def __init__(self) -> None:
        self._counted: deque[str] = deque()
        self._came = threading.Event()
        self._starting = threading.Lock()
        self._process = 0

    def count(self, answer: str) -> None:
        """One more webhook was answered like this."""
        self._counted.append(answer)
        if self._process != os.getpid():
            self._start()
        self._came.set()

    def _start(self) -> None:
        with self._starting:
            if self._process != os.getpid():
                self._process = os.getpid()
                threading.Thread(target=self._write_for_ever, name="webhook tally", daemon=True).start()

    def _write_for_ever(self) -> None:
        unwritten: Counter[str] = Counter()
        while True:
            self._came.wait()
            self._came.clear()
            while self._counted:
                unwritten[self._counted.popleft()] += 1
            if _write(unwritten):
                unwritten.clear()
            time.sleep(PAUSE)


def _write(counts: Counter[str]) -> bool:
    """False if Redis is away: then they are written with those that come later."""
    pipe = redis.client.pipeline()
    for answer, count in counts.items():
        pipe.hincrby(KEY, answer, count)
    try:
        pipe.execute()
    except RedisError as error:
        log.warning("redis is away, answers to webhooks are counted later: %s", error)
        return False
    return True
