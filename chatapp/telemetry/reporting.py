"""Every few seconds each process tells Redis what it has counted, and how it is."""

import logging
import os
import socket
import time
from collections import Counter
from collections.abc import Iterator
from threading import Lock, Thread

import orjson
from flask import Flask
from redis import RedisError

from chatapp.extensions import redis
from chatapp.telemetry import counting, readings
from chatapp.telemetry.counting import totals
from chatapp.telemetry.instruments import Gauge, Instrument, Value
from chatapp.telemetry.readings import at_scrape

#: Seconds between two reports, and after which a process that has said nothing is no more.
PERIOD = 3.0
LIFETIME = 15.0

KEY = "telemetry:processes"

PROCESSES = Gauge("chatapp_processes", "Processes that report", ("role",))

log = logging.getLogger(__name__)


class _Reporter:
    """Begins in the process that reports: never before a fork."""

    def __init__(self) -> None:
        self._starting = Lock()
        self._process = 0

    def start(self, app: Flask, role: str) -> None:
        if self._process == os.getpid():
            return
        with self._starting:
            if self._process != os.getpid():
                self._process = os.getpid()
                Thread(target=self._report_for_ever, args=(app, role), name="telemetry", daemon=True).start()

    def _report_for_ever(self, app: Flask, role: str) -> None:
        while True:
            with app.app_context():
                try:
                    report(role)
                except RedisError as error:
                    log.warning("redis is away, what was counted is reported later: %s", error)
            time.sleep(PERIOD)


_reporter = _Reporter()


def report_for(app: Flask, role: str) -> None:
    """From now on this process reports as one of `role` ("web" or "worker"). Cheap once it does."""
    # A test reports when it looks: a thread would outlive the servers that it reports to.
    if app.extensions["settings"].environment != "test":
        _reporter.start(app, role)


def report(role: str) -> None:
    """Report now. Raises RedisError; what was counted is kept then."""
    own = [(value.gauge.name, value.labels, value.value) for value in readings.of_this_process()]
    counted = totals.take()
    pipe = redis.client.pipeline()
    counting.write(pipe, counted)
    pipe.hset(KEY, f"{socket.gethostname()}:{os.getpid()}", orjson.dumps([time.time(), role, own]))
    try:
        pipe.execute()
    except RedisError:
        totals.keep(counted)
        raise


@at_scrape
def processes() -> Iterator[Value]:
    """What the living say of themselves, summed by role; the dead are forgotten."""
    sums: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for process, said in redis.client.hgetall(KEY).items():
        at, role, own = orjson.loads(said)
        if at < time.time() - LIFETIME:
            redis.client.hdel(KEY, process)
            continue
        sums[PROCESSES.name, (role,)] += 1
        for name, labels, value in own:
            sums[name, (role, *labels)] += value
    for (name, labels), value in sums.items():
        if name in Instrument.declared:
            yield Instrument.declared[name].at(value, *labels)
