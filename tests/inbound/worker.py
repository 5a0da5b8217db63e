"""The product's own RQ worker on the real queues, in this process, until there is nothing left to do."""

from flask import Flask
from rq.registry import FailedJobRegistry

from chatapp.extensions import db
from chatapp.jobs import DEFAULT, RECEIVING
from chatapp.workers.worker import make_worker


def work(app: Flask, *queues: str) -> None:
    """Do what waits in these queues; a job that fails fails the test."""
    db.session.commit()
    worker = make_worker(app, list(queues or (RECEIVING, DEFAULT)))
    worker.work(burst=True, logging_level="ERROR")
    failed = {queue.name: FailedJobRegistry(queue=queue).get_job_ids() for queue in worker.queues}
    assert not any(failed.values()), failed
