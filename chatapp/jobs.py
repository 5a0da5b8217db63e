"""Work for later: `@job(queue)` makes `fn.later(*primitives)`, which enqueues once the transaction has committed.

Redis only wakes the workers. Whatever a job is to do is already written in PostgreSQL, so a lost wake-up costs
time and never work: the sweeps of `chatapp.schedule` find it.
"""

import logging
from collections.abc import Callable
from functools import update_wrapper

from redis import RedisError
from rq import Queue
from rq.serializers import JSONSerializer

from chatapp import logs
from chatapp.extensions import redis
from chatapp.queues import CONVERTING, DEFAULT, MEDIA, QUEUES, RECEIVING, SENDING
from chatapp.transactions import on_commit

FAILURE_TTL = 24 * 3600
WAKE_TTL = 10
#: What a job's lines name besides itself: whatever it was asked for by.
CARRIED = ("request_id", "webhooks")

log = logging.getLogger(__name__)

__all__ = ["CONVERTING", "DEFAULT", "MEDIA", "QUEUES", "RECEIVING", "SENDING", "Job", "job"]


class Job:
    """A function that a worker can be asked to run by its dotted name."""

    def __init__(self, fn: Callable, queue: str, timeout: int, coalesce: bool):
        update_wrapper(self, fn)
        self.fn, self.queue, self.timeout = fn, queue, timeout
        self.name = f"{fn.__module__}.{fn.__name__}"
        self.pending = f"job:{self.name}:pending" if coalesce else None

    def __call__(self, *args):
        """Run now. A coalesced job forgets its wake-up *before* it reads, so later work wakes it again."""
        if self.pending:
            _quietly(redis.client.delete, self.pending)
        return self.fn(*args)

    def later(self, *args) -> None:
        """Enqueue after the current transaction has committed; args are primitives."""
        on_commit(lambda: self.wake(*args))

    def wake(self, *args) -> None:
        """Enqueue at once. Never raises: the sweep is the safety net for a Redis that is away."""
        _quietly(self._enqueue, *args)

    def _enqueue(self, *args) -> None:
        if self.pending and not redis.client.set(self.pending, 1, nx=True, ex=WAKE_TTL):
            return
        # Wake-ups of many become one job, which belongs to none of them.
        meta = {} if self.pending else {name: value for name, value in logs.names().items() if name in CARRIED}
        queue = Queue(self.queue, connection=redis.client, serializer=JSONSerializer)
        queue.enqueue_call(self.name, args=args, timeout=self.timeout, result_ttl=0, failure_ttl=FAILURE_TTL, meta=meta)


def job(queue: str, *, timeout: int = 120, coalesce: bool = False) -> Callable[[Callable], Job]:
    """Declare a job. `timeout` is in seconds; with `coalesce`, wake-ups that arrive before it starts are one."""
    return lambda fn: Job(fn, queue, timeout, coalesce)


def _quietly(fn: Callable, *args) -> None:
    try:
        fn(*args)
    except RedisError as error:
        log.warning("redis is away, the sweep will do this: %s", error)
