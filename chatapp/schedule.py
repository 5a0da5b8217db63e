"""The sweeps: what must happen though nobody asked, and what a lost wake-up forgot.

Every worker ticks; for each slot of time exactly one of them wins the key in Redis, so any number may run.
"""

import logging
import threading
import time

from redis import RedisError

from chatapp.extensions import redis
from chatapp.inbound import processing, silence
from chatapp.jobs import Job
from chatapp.media import converting, pulling, unsent
from chatapp.message_templates import syncing
from chatapp.messages import delivery, statuses
from chatapp.sessions import pruning

log = logging.getLogger(__name__)

#: (job, seconds between two runs)
SWEEPS: tuple[tuple[Job, int], ...] = (
    (processing.drain, 5),
    (delivery.dispatch, 5),
    (converting.sweep, 15),
    (pulling.sweep, 5),
    (statuses.adopt_orphans, 30),
    (silence.listen, 300),
    (processing.prune, 3600),
    (syncing.sweep, 3600),
    (unsent.sweep, 3600),
    (pruning.prune, 3600),
)
TICK = 1.0


def start() -> threading.Thread:
    """Tick for ever in a thread of this process."""
    thread = threading.Thread(target=_tick_for_ever, name="schedule", daemon=True)
    thread.start()
    return thread


def _tick_for_ever() -> None:
    while True:
        try:
            for job, seconds in SWEEPS:
                _wake_if_due(job, seconds)
        except RedisError as error:
            log.warning("schedule: redis is away: %s", error)
        time.sleep(TICK)


def _wake_if_due(job: Job, seconds: int) -> None:
    slot = int(time.time() // seconds)
    if redis.client.set(f"schedule:{job.name}:{slot}", 1, nx=True, ex=seconds + 60):
        job.wake()
