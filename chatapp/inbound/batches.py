"""How much is processed at once, so that a heavy batch never blocks what came after it for ever.

A batch that does not end (it takes too long, or its process is killed) is tried again with half as many bodies, at last
with one; a single body that does not end time after time is a failed attempt like any other. What is noted in Redis
costs time when it is lost, and no webhook: without it every batch is a full one.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import orjson
from redis import RedisError
from rq.timeouts import BaseTimeoutException

from chatapp.extensions import redis

BODIES_AT_ONCE = 500
BYTES_AT_ONCE = 8 * 1024 * 1024

#: So often must a body that was alone not come to its end. A process may die of something else, and a body that is set
#: aside waits a minute and loses its place among those of the same second.
ENDLESS = 3

KEY = "receiving:batch"
#: Seconds after which a batch may be a full one again, whatever became of the last.
REMEMBERED = 3600

log = logging.getLogger(__name__)


class Batch(NamedTuple):
    """What the next batch may be. `alone` is the body that was the only one in the last `ends` of them, which did not
    end."""

    size: int = BODIES_AT_ONCE
    alone: int | None = None
    ends: int = 0

    def next(self, ids: Sequence[int]) -> "Batch":
        """If this one, of these bodies, does not end."""
        if len(ids) > 1:
            return Batch(len(ids) // 2)
        return Batch(1, ids[0], self.ends + 1 if ids[0] == self.alone else 1)

    def grown(self) -> "Batch":
        """After this one, which has ended well."""
        return Batch(min(BODIES_AT_ONCE, self.size * 2))

    def is_to_blame(self, ids: Sequence[int]) -> bool:
        """Whether these are the one body that never ends."""
        return [*ids] == [self.alone] and self.ends >= ENDLESS


def allowed() -> Batch:
    """A full batch, unless the last one did not end."""
    try:
        noted = redis.client.get(KEY)
    except RedisError as error:
        log.warning("redis is away, batches are full ones: %s", error)
        return Batch()
    return Batch(*orjson.loads(noted)) if noted else Batch()


@contextmanager
def attempt(batch: Batch, ids: Sequence[int]) -> Iterator[None]:
    """Around the processing of these bodies. Only an end that nobody could announce, or the job's time limit, leaves
    the note that the next batch must be smaller. After a success whoever goes on knows better (`Batch.grown`), and
    whoever stops says so (`note`)."""
    note(batch.next(ids))
    try:
        yield
    except BaseTimeoutException:
        raise
    except BaseException:
        note(batch)
        raise


def note(batch: Batch) -> None:
    """What the next batch may be, for whoever makes it."""
    try:
        if batch == Batch():
            redis.client.delete(KEY)
        else:
            redis.client.set(KEY, orjson.dumps([*batch]), ex=REMEMBERED)
    except RedisError as error:
        log.warning("redis is away, the size of a batch is not noted: %s", error)
