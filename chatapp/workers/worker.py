"""RQ workers: one process per group of queues, so that heavy work never delays receiving or sending."""

from flask import Flask
from rq import Queue, SimpleWorker
from rq.job import Job
from rq.serializers import JSONSerializer

from chatapp import create_app, schedule
from chatapp.extensions import connect_redis
from chatapp.queues import DEFAULT, MEDIA, QUEUES
from chatapp.workers import observing
from chatapp.workers.side_by_side import InThread, work_side_by_side

#: Seconds a worker may be silent before others take it for dead; also how long it blocks on an empty queue.
WORKER_TTL = 60
#: Files on their way at the same time: a slow one must not hold up the others, whose links live five minutes.
FILES_AT_ONCE = 4


class ContextWorker(SimpleWorker):
    """Runs every job in a fresh application context, in this very process: no fork, so no shared sockets."""

    def __init__(self, *args, app: Flask, **kwargs):
        super().__init__(*args, **kwargs)
        self.app = app

    def perform_job(self, job: Job, queue: Queue) -> bool:
        with self.app.app_context():
            return observing.observe(self.app, job, lambda: super(ContextWorker, self).perform_job(job, queue))

    def handle_exception(self, job: Job, *exc_info) -> None:
        """Instead of RQ's own words, which name no request and put the whole trace into them."""
        observing.mourn(job, *exc_info)


class ThreadWorker(InThread, ContextWorker):
    """One of several in this process."""


def make_worker(app: Flask, queues: list[str], kind: type[ContextWorker] = ContextWorker) -> ContextWorker:
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


def work(queues: list[str]) -> None:
    """Serve these queues until told to stop. The worker of the default queue also ticks the schedule."""
    unknown = set(queues) - set(QUEUES)
    if unknown:
        raise SystemExit(f"There is no queue called {', '.join(sorted(unknown))}; choose from {', '.join(QUEUES)}.")
    app = create_app()
    if DEFAULT in queues:
        schedule.start()
    if queues == [MEDIA]:
        work_side_by_side(lambda: make_worker(app, queues, ThreadWorker), FILES_AT_ONCE)
    else:
        make_worker(app, queues).work(logging_level="WARNING")
