"""Carries updates to the business and keeps at it: any answer but 200, or none, means another try later."""

import json
import logging
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import requests

from ..database import Database
from ..settings import SimulatorSettings
from ..switches import SwitchBoard
from .bodies import body_of, signature_of
from .queue import Update, UpdateQueue

CARRIERS = 8
TIMEOUT_S = 20
FIRST_RETRY_S = 0.5
LONGEST_RETRY_S = 30.0
GIVE_UP_AFTER_S = 7 * 24 * 3600
SENDER = "facebookexternalua"
KEPT_DELIVERIES = 20_000
PRUNE_EVERY = 1000

log = logging.getLogger(__name__)


class Postman:
    """A thread that takes due updates and a few carriers that post them at the same time."""

    def __init__(
        self,
        settings: SimulatorSettings,
        database: Database,
        queue: UpdateQueue,
        board: SwitchBoard,
        accepted: Callable[[list[Update], float], None],
    ) -> None:
        self._settings, self._database, self._queue, self._board = settings, database, queue, board
        self._accepted = accepted
        self._stopping = threading.Event()
        self._free = threading.Semaphore(CARRIERS)
        self._carriers = ThreadPoolExecutor(CARRIERS, thread_name_prefix="webhook")
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.mount("http", requests.adapters.HTTPAdapter(pool_maxsize=CARRIERS))
        self._thread = threading.Thread(target=self._run, name="postman", daemon=True)

    def start(self) -> None:
        """Begin the rounds."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what is on its way; the rest stays in the database."""
        self._stopping.set()

    def _run(self) -> None:
        with self._carriers:
            while not self._stopping.is_set():
                self._round()

    def _round(self) -> None:
        """Send off what is due, or wait for something to do."""
        if self._board.now.paused:
            self._stopping.wait(0.2)
            return
        self._free.acquire()
        updates = self._queue.take(self._board.now.batch, time.time())
        if updates:
            self._carriers.submit(self._carry, updates)
        else:
            self._free.release()
            self._queue.wait(0.5)

    def _carry(self, updates: list[Update]) -> None:
        again: list[Update] = []
        try:
            body = body_of(updates)
            if self._post(updates, body):
                self._file(updates)
                if random.random() < self._board.now.duplicate:
                    self._post(updates, body)
            else:
                again = self._postpone(updates)
        except Exception:
            log.exception("webhook delivery failed inside the simulator")
            again = [later(update) for update in updates]
        finally:
            self._queue.settle(updates, again)
            self._free.release()

    def _post(self, updates: list[Update], body: bytes) -> bool:
        """Post once and note how it went; True for a 200."""
        signature = self._sign(body)
        headers = {"Content-Type": "application/json", "User-Agent": SENDER}
        if signature:
            headers["X-Hub-Signature-256"] = signature
        status, error, began = None, None, time.time()
        try:
            answer = self._session.post(
                self._settings.webhook_url, data=body, headers=headers, timeout=TIMEOUT_S, allow_redirects=False
            )
            status = answer.status_code
        except requests.RequestException as problem:
            error = f"{type(problem).__name__}: {problem}"
        noted = self._database.insert(
            "INSERT INTO deliveries (at, updates, attempt, body, signature, status, error, milliseconds) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            began,
            json.dumps([update.id for update in updates]),
            max(update.attempts for update in updates) + 1,
            body.decode(),
            signature,
            status,
            error,
            round((time.time() - began) * 1000, 1),
        )
        if noted["id"] % PRUNE_EVERY == 0:
            self._database.execute("DELETE FROM deliveries WHERE id <= ?", noted["id"] - KEPT_DELIVERIES)
        return status == 200

    def _sign(self, body: bytes) -> str | None:
        mode = self._board.now.signature
        if mode == "none":
            return None
        return signature_of(body, self._settings.app_secret if mode == "good" else "wrong")

    def _file(self, updates: list[Update]) -> None:
        now = time.time()
        with self._database.transaction():
            for update in updates:
                self._database.execute("UPDATE updates SET accepted_at = ? WHERE id = ?", now, update.id)
            self._accepted(updates, now)

    def _postpone(self, updates: list[Update]) -> list[Update]:
        """Note the failure; gives back what shall be tried again."""
        again = [later(update) for update in updates]
        now = time.time()
        with self._database.transaction():
            for update in again:
                self._database.execute(
                    "UPDATE updates SET attempts = ?, not_before = ?, gave_up_at = ? WHERE id = ?",
                    update.attempts,
                    update.not_before,
                    now if too_old(update, now) else None,
                    update.id,
                )
        return [update for update in again if not too_old(update, now)]


def later(update: Update) -> Update:
    """The same update after one more failure: half a second, doubling, at most thirty."""
    wait = min(FIRST_RETRY_S * 2**update.attempts, LONGEST_RETRY_S)
    return replace(update, attempts=update.attempts + 1, not_before=time.time() + wait)


def too_old(update: Update, now: float) -> bool:
    """Whether Meta would stop trying."""
    return now - update.created_at >= GIVE_UP_AFTER_S
