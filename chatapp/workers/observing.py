"""What is said and measured of a job while it runs."""

import logging
from collections.abc import Callable
from time import perf_counter

from flask import Flask
from rq.job import Job

from chatapp import logs, telemetry

log = logging.getLogger(__name__)


def observe(app: Flask, job: Job, perform: Callable[[], bool]) -> bool:
    """Do it. Every line that is written meanwhile names the job, and what it was asked for by."""
    telemetry.report_for(app, "worker")
    began = perf_counter()
    with logs.bound(**{**job.get_meta(refresh=False), "job": job.func_name, "job_id": job.id}):
        done = perform()
    telemetry.ground.JOB_SECONDS.observe(perf_counter() - began, job.func_name, "done" if done else "failed")
    return done


def mourn(job: Job, *exc_info: object) -> None:
    """What a job raised and nobody caught. Its arguments are ids, and so may be told."""
    log.error("job %s%s failed", job.func_name, tuple(job.args), exc_info=exc_info)
