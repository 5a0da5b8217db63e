"""Updates that wait for the business: kept in the database, ordered in memory.

A lane is whatever must stay in order (a customer and a number). Only the head of a lane may leave, and only when
nothing of that lane is on its way, so a refused update holds back its own customer and nobody else.
"""

import heapq
import json
import threading
import time
from dataclasses import dataclass, fields, replace
from typing import Any

from ..database import Database


@dataclass(frozen=True, order=True)
class Update:
    """One update. Its place in the lane is (``due_at``, ``id``) for good; a retry only moves ``not_before``."""

    due_at: float
    id: int
    not_before: float
    lane: str
    waba_id: str
    number_id: str
    field: str
    value: str
    wamid: str | None
    created_at: float
    attempts: int


class UpdateQueue:
    """All updates not yet accepted. Every public method may be called from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._changed = threading.Condition()
        self._lanes: dict[str, list[Update]] = {}
        self._heads: list[tuple[float, int, str]] = []
        self._busy: set[str] = set()
        self._load()

    def _load(self) -> None:
        columns = ", ".join(field.name for field in fields(Update))
        for row in self._database.rows(
            f"SELECT {columns} FROM updates WHERE accepted_at IS NULL AND gave_up_at IS NULL"
        ):
            self._push(Update(**dict(row)))

    def put(
        self,
        lane: str,
        waba_id: str,
        number_id: str,
        field: str,
        value: dict[str, Any],
        *,
        wamid: str | None = None,
        due_at: float | None = None,
    ) -> None:
        """Keep an update; it may leave after the commit of the running transaction, at ``due_at``."""
        now = time.time()
        due, text = due_at or now, json.dumps(value)
        row = self._database.insert(
            "INSERT INTO updates (lane, waba_id, number_id, field, value, wamid, due_at, not_before, created_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            lane,
            waba_id,
            number_id,
            field,
            text,
            wamid,
            due,
            due,
            now,
        )
        update = Update(due, row["id"], due, lane, waba_id, number_id, field, text, wamid, now, 0)
        self._database.on_commit(lambda: self._push(update))

    def _push(self, update: Update) -> None:
        with self._changed:
            waiting = self._lanes.setdefault(update.lane, [])
            heapq.heappush(waiting, update)
            if waiting[0] is update:
                self._announce(update.lane)
                self._changed.notify_all()

    def _announce(self, lane: str) -> None:
        waiting = self._lanes.get(lane)
        if waiting and lane not in self._busy:
            heapq.heappush(self._heads, (waiting[0].not_before, waiting[0].id, lane))

    def take(self, limit: int, now: float) -> list[Update]:
        """Up to ``limit`` due updates, at most one lane's run each; their lanes stay busy until settled."""
        taken: list[Update] = []
        with self._changed:
            while self._heads and self._heads[0][0] <= now and len(taken) < limit:
                _, head, lane = heapq.heappop(self._heads)
                waiting = self._lanes.get(lane)
                if lane in self._busy or not waiting or waiting[0].id != head:
                    continue
                self._busy.add(lane)
                while waiting and waiting[0].not_before <= now and len(taken) < limit:
                    taken.append(heapq.heappop(waiting))
        return taken

    def settle(self, updates: list[Update], again: list[Update]) -> None:
        """These came back: free their lanes, and put ``again`` (with a later ``not_before``) in line once more."""
        with self._changed:
            for update in again:
                heapq.heappush(self._lanes.setdefault(update.lane, []), update)
            for lane in {update.lane for update in updates}:
                self._busy.discard(lane)
                if not self._lanes.get(lane):
                    self._lanes.pop(lane, None)
                self._announce(lane)
            self._changed.notify_all()

    def hurry(self) -> None:
        """Make everything that waits due now (the operator's "retry now")."""
        now = time.time()
        with self._changed:
            for lane, waiting in self._lanes.items():
                self._lanes[lane] = [replace(update, not_before=now) for update in waiting]
                self._announce(lane)
            self._changed.notify_all()

    def wait(self, seconds: float) -> None:
        """Sleep until something changes, the next update is due, or the time is over."""
        with self._changed:
            if self._heads:
                seconds = min(seconds, self._heads[0][0] - time.time())
            if seconds > 0:
                self._changed.wait(seconds)

    def waiting(self) -> int:
        """How many updates are in line (those on their way not counted)."""
        with self._changed:
            return sum(len(lane) for lane in self._lanes.values())

    def clear(self, patience_s: float) -> None:
        """Forget what waits, and let what is on its way arrive if it does so soon."""
        with self._changed:
            self._lanes.clear()
            self._heads.clear()
            self._changed.wait_for(lambda: not self._busy, patience_s)
