"""How much is processed at once, so that a heavy batch never blocks what came after it for ever.

A batch that does not end (it takes too long, or its process is killed) is tried again with half as many bodies, at last
with one; a single body that does not end is a failed attempt like any other. What is noted in Redis costs time when it
is lost, and no webhook: without it every batch is a full one.
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

KEY = "receiving:batch"
#: Seconds after which a batch may be a full one again, whatever became of the last.
REMEMBERED = 3600

log = logging.getLogger(__name__)


class Batch(NamedTuple):
    """What the next batch may be. `stuck` is the body that was alone in the last one, which did not end."""

    size: int = BODIES_AT_ONCE
    stuck: int | None = None


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
    the note that the next batch must be smaller; after a success it may grow again."""
    _note(Batch(max(1, len(ids) // 2), ids[0] if len(ids) == 1 else None))
    try:
        yield
    except BaseTimeoutException:
        raise
    except BaseException:
        _note(batch)
        raise
    _note(Batch(min(BODIES_AT_ONCE, batch.size * 2)))


def _note(batch: Batch) -> None:
    try:
        if batch == Batch():
            redis.client.delete(KEY)
        else:
            redis.client.set(KEY, orjson.dumps([*batch]), ex=REMEMBERED)
    except RedisError as error:
        log.warning("redis is away, the size of a batch is not noted: %s", error)
