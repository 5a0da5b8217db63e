"""Asks the product how it is, all the time, and looks for itself whether the answer is true."""

import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass

import psycopg
import redis
import requests
from sqlalchemy.engine import make_url

from chatapp.resting_redis import REST

PAUSE = 0.25
#: Seconds: for an answer; for a connection that was in use to be found dead and replaced, and for a Redis that stood
#: still to be asked again.
PATIENCE, GRACE = 6, REST + 2
#: As many answers at least make a lie: on a busy machine one may take longer than all the grace.
LOOKS = 5


@dataclass(frozen=True)
class Vitals:
    """Who answers there now: the server's own name for this life of it, None for nobody."""

    database: str | None
    redis: str | None


class Doctor(threading.Thread):
    """`with Doctor(...) as doctor:`; `answers` counts what /readyz said, `lies` are the times that it was wrong about
    a server for longer than `GRACE` and `LOOKS`, `slowest` is its longest silence before an answer, in seconds."""

    def __init__(self, url: str, environment: dict[str, str]):
        super().__init__(name="doctor", daemon=True)
        self.url = url
        self.conninfo = make_url(environment["DATABASE_URL"]).set(drivername="postgresql")
        self.redis = redis.Redis.from_url(environment["REDIS_URL"], socket_timeout=1, retry=None)
        self.over = threading.Event()
        self.answers: Counter[str] = Counter()
        self.lies: list[str] = []
        self.slowest = 0.0
        self._wrong: dict[str, list[float]] = {"database": [], "redis": []}

    def __enter__(self) -> "Doctor":
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.over.set()
        self.join()

    def run(self) -> None:
        while not self.over.wait(PAUSE):
            before, began = self._look(), time.monotonic()
            said = self._ask()
            took, after = time.monotonic() - began, self._look()
            self.answers[said["status"] if said else "no answer"] += 1
            if said:
                self.slowest = max(self.slowest, took)
                self._judge(before, said["checks"], after, began)

    def _judge(self, before: Vitals, said: dict[str, str], after: Vitals, now: float) -> None:
        for name, wrong in self._wrong.items():
            was, is_ = getattr(before, name), getattr(after, name)
            if was != is_ or (was is not None) == (said[name] == "ok"):
                wrong.clear()
                continue
            wrong.append(now)
            if now - wrong[0] > GRACE and len(wrong) >= LOOKS:
                self.lies.append(f"/readyz says of the {name}: {said[name]}; in truth it is {was or 'away'}")

    def _ask(self) -> dict | None:
        with suppress(requests.RequestException, ValueError):
            answer = requests.get(f"{self.url}/readyz", timeout=PATIENCE).json()
            if not requests.get(f"{self.url}/healthz", timeout=PATIENCE).ok:
                self.lies.append("/healthz does not answer, though /readyz does")
            return answer
        return None

    def _look(self) -> Vitals:
        return Vitals(self._database(), self._redis())

    def _database(self) -> str | None:
        with suppress(psycopg.Error):
            text = self.conninfo.render_as_string(hide_password=False)
            with psycopg.connect(text, autocommit=True, connect_timeout=2) as connection:
                return str(connection.execute("SELECT pg_postmaster_start_time()").fetchone()[0])
        return None

    def _redis(self) -> str | None:
        with suppress(redis.RedisError):
            return self.redis.info("server")["run_id"]
        return None
