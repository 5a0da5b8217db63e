"""What no feature owns: jobs and their queues, and this process's connections to PostgreSQL."""

from collections.abc import Iterator
from datetime import datetime

from rq.job import Job
from rq.queue import Queue

from chatapp import clock
from chatapp.extensions import db, redis
from chatapp.queues import QUEUES
from chatapp.telemetry.instruments import Gauge, Histogram, Value
from chatapp.telemetry.readings import at_scrape, in_each_process

JOB_SECONDS = Histogram(
    "chatapp_job_seconds",
    "How long jobs took, by what came of them",
    ("job", "result"),
    buckets=(0.005, 0.025, 0.1, 0.5, 2.5, 10.0, 60.0, 600.0),
)
JOBS = Gauge("chatapp_queue_jobs", "Jobs that wait for a worker", ("queue",))
AGE = Gauge("chatapp_queue_oldest_seconds", "How long the job that is next has waited, 0 if none waits", ("queue",))
CONNECTIONS = Gauge(
    "chatapp_database_connections", "Connections to PostgreSQL that the pools may hold, and use", ("role", "state")
)


@at_scrape
def queues() -> Iterator[Value]:
    """One round trip for how many wait, and one for how long the first of each has."""
    waiting = redis.client.pipeline(transaction=False)
    for name in QUEUES:
        key = Queue.redis_queue_namespace_prefix + name
        waiting.llen(key).lindex(key, 0)
    found = waiting.execute()
    first = dict(zip(QUEUES, found[1::2], strict=True))
    ages = _ages({name: job_id for name, job_id in first.items() if job_id})
    for name, count in zip(QUEUES, found[::2], strict=True):
        yield JOBS.at(count, name)
        yield AGE.at(ages.get(name, 0.0), name)


def _ages(job_ids: dict[str, bytes]) -> dict[str, float]:
    asked = redis.client.pipeline(transaction=False)
    for job_id in job_ids.values():
        asked.hget(Job.key_for(job_id.decode()), "enqueued_at")
    enqueued = dict(zip(job_ids, asked.execute() if job_ids else [], strict=True))
    return {name: _since(moment.decode()) for name, moment in enqueued.items() if moment}


def _since(moment: str) -> float:
    return max(0.0, (clock.now() - datetime.fromisoformat(moment)).total_seconds())


@in_each_process
def connections() -> Iterator[Value]:
    """Of the pool that requests and jobs share; all in use means that the next one waits."""
    pool = db.engine.pool
    yield CONNECTIONS.at(pool.checkedout(), "in_use")
    yield CONNECTIONS.at(pool.size(), "allowed")
