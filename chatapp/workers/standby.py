"""While Redis is away nobody wakes the workers. What must go on all the same they then do by themselves: receiving and
sending, whose work is in PostgreSQL. Only one at a time does it, as ever: both hold a lock there."""

import logging
import threading
import time
from collections.abc import Sequence

from flask import Flask
from redis import RedisError

from chatapp.extensions import redis
from chatapp.inbound import processing
from chatapp.jobs import RECEIVING, SENDING, Job
from chatapp.messages import delivery

GOES_ON = {RECEIVING: processing.drain, SENDING: delivery.dispatch}
TICK = 1.0

log = logging.getLogger(__name__)


def start(app: Flask, queues: Sequence[str]) -> None:
    """Stand by, in a thread each, for what these queues must not stop doing."""
    for job in (GOES_ON[queue] for queue in queues if queue in GOES_ON):
        threading.Thread(target=_stand_by, args=(app, job), name=f"standby: {job.name}", daemon=True).start()


def _stand_by(app: Flask, job: Job) -> None:
    while True:
        time.sleep(TICK)
        if _redis_is_there():
            continue
        try:
            with app.app_context():
                job.fn()
        except Exception as error:
            log.warning("%s without redis: %s", job.name, error)


def _redis_is_there() -> bool:
    try:
        return redis.client.ping()
    except RedisError:
        return False
