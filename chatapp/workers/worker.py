"""RQ workers: one process per group of queues, so that heavy work never delays receiving or sending."""

import logging
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

from flask import Flask
from redis import RedisError
from rq import Queue, SimpleWorker
from rq.exceptions import StopRequested
from rq.job import Job
from rq.serializers import JSONSerializer

from chatapp import schedule
from chatapp.extensions import connect_redis
from chatapp.queues import DEFAULT, MEDIA, QUEUES
from chatapp.workers import observing, standby
from chatapp.workers.side_by_side import InThread, work_side_by_side

#: Seconds a worker may be silent before others take it for dead; also how long it blocks on an empty queue.
WORKER_TTL = 60
#: Files on their way at the same time: a slow one must not hold up the others, whose links live five minutes.
FILES_AT_ONCE = 4

log = logging.getLogger(__name__)


class ContextWorker(SimpleWorker):
    """Runs every job in a fresh application context, in this very process: no fork, so no shared sockets."""

    #: Seconds. RQ would wait up to a minute before it looks whether Redis is back.
    max_connection_wait_time = 2.0

    def __init__(self, *args, app: Flask, **kwargs):
        super().__init__(*args, **kwargs)
        self.app = app
        self.was_asked_to_stop = False

    def request_stop(self, signum: int, frame: object) -> None:
        """RQ notes it in Redis, which may be away."""
        self.was_asked_to_stop = True
        with suppress(RedisError):
            super().request_stop(signum, frame)

    def unsubscribe(self) -> None:
        """RQ's listener often hears of the end too late, and then ending takes a second: it is told before."""
        if self.pubsub_thread:
            self.pubsub_thread.stop()
        super().unsubscribe()

    def perform_job(self, job: Job, queue: Queue) -> bool:
        with self.app.app_context():
            return observing.observe(self.app, job, lambda: super(ContextWorker, self).perform_job(job, queue))

    def handle_exception(self, job: Job, *exc_info) -> None:
        """Instead of RQ's own words, which name no request and put the whole trace into them."""
        observing.mourn(job, *exc_info)


class ThreadWorker(InThread, ContextWorker):
    """One of several in this process."""


def make_worker(app: Flask, queues: Sequence[str], kind: type[ContextWorker] = ContextWorker) -> ContextWorker:
    """A worker for these queues, on a Redis connection of its own that may block."""
    connection = connect_redis(app.config["REDIS_URL"], socket_timeout=None)
    names = [Queue(name, connection=connection, serializer=JSONSerializer) for name in queues]
    return kind(
        names,
        app=app,
        connection=connection,
        serializer=JSONSerializer,
        log_job_description=False,
        worker_ttl=WORKER_TTL,
    )


def work(app: Flask, queues: Sequence[str]) -> None:
    """Serve these queues until told to stop. The worker of the default queue also ticks the schedule."""
    unknown = set(queues) - set(QUEUES)
    if unknown:
        raise SystemExit(f"There is no queue called {', '.join(sorted(unknown))}; choose from {', '.join(QUEUES)}.")
    if DEFAULT in queues:
        schedule.start()
    standby.start(app, queues)
    if list(queues) == [MEDIA]:
        work_side_by_side(lambda: make_worker(app, queues, ThreadWorker), FILES_AT_ONCE)
    else:
        _stay(lambda: make_worker(app, queues))


def _stay(make: Callable[[], ContextWorker]) -> bool | None:
    """Until told to stop. A Redis that is away ends RQ's worker, and not this process, which stands by meanwhile."""
    with suppress(StopRequested):  # SIGTERM, while there was no worker to hear it
        while True:
            worker = None
            try:
                worker = make()
                return worker.work(logging_level="WARNING")
            except RedisError as error:
                if worker is not None and worker.was_asked_to_stop:
                    return False
                log.warning("redis is away, trying again: %s", error)
                time.sleep(ContextWorker.max_connection_wait_time)
