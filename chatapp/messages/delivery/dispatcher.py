"""One run of sending: claim, commit, call Meta with no transaction open, record; until nothing is left."""

import threading
import time
from collections.abc import Callable, Sized
from contextlib import suppress
from datetime import timedelta
from queue import Empty, SimpleQueue

from chatapp import clock
from chatapp.extensions import db
from chatapp.messages.delivery import metrics, recording, unconfirmed
from chatapp.messages.delivery.attempts import Answer, Delivery
from chatapp.messages.delivery.attempts import unconfirmed as abandoned
from chatapp.messages.delivery.claiming import claim, next_due
from chatapp.messages.delivery.lanes import NO_ROOM, Lane, Room
from chatapp.messages.delivery.lock import Lock
from chatapp.messages.delivery.pacing import Pacer
from chatapp.messages.delivery.showing import Showing
from chatapp.messages.delivery.writing import write
from chatapp.whatsapp.causes import Cause
from chatapp.whatsapp.client import GraphClient

#: Seconds. A run ends so that the worker can do other things; a slow lane may prolong it, but not for ever.
RUN, LONGEST_RUN = 60, 120
#: Seconds to look around once more after the last message, which makes a burst of messages one run.
LINGER = 0.25
#: A message that is due within so many seconds is worth staying for.
STAY = timedelta(seconds=10)
#: Seconds of a turn: what one claims and records together costs little more than a single message. When nothing has
#: happened for a while, the next look may take longer.
TURN, SLOW_TURN = 0.04, 0.1
HOUSEKEEPING = 1.0
#: Answers written in one transaction.
BATCH = 200
#: Seconds for calls in flight to be answered when the run is over, or when the host wants us gone (it kills after 30).
PATIENCE, PATIENCE_WHEN_STOPPED = 5.0, 20.0


class Dispatcher:
    """One run. Its threads only talk to Meta; everything else happens in the thread that calls `run`.

    `bring_files(message id)` has the files of a message brought that cannot leave without them.
    """

    def __init__(
        self,
        client: GraphClient,
        lock: Lock,
        stopping: threading.Event,
        showing: Showing,
        grace: timedelta,
        bring_files: Callable[[int], object],
    ):
        self._client, self._lock, self._stopping, self._grace = client, lock, stopping, grace
        self._bring_files = bring_files
        self._pacer, self._showing = Pacer(), showing
        self._lanes: dict[int, Lane] = {}
        self._finished: SimpleQueue[Answer] = SimpleQueue()
        self._began = time.monotonic()
        self._last_work = self._last_housekeeping = float("-inf")

    def run(self) -> None:
        """Send until nothing is left, or the time is over. What is in flight then is waited for, whatever happened."""
        try:
            self._showing.show(write(lambda: unconfirmed.adopt_orphans(self._grace)))
            self._send_until_over()
        finally:
            for lane in self._lanes.values():
                lane.close()
            self._drain()

    def _send_until_over(self) -> None:
        while True:
            turn_ends = time.monotonic() + TURN
            self._keep_house()
            self._claim()
            self._record(self._answers(self._pause(), turn_ends))
            if self._is_over():
                return

    def _claim(self) -> None:
        """Take what may leave now, and send it. Nothing is taken for a slow lane when the run is to end."""
        claimed = claim({number_id: self._room(lane) for number_id, lane in self._lanes.items()}, self._pacer)
        db.session.commit()
        for number_id, (throughput, turns) in claimed.quotas.items():
            if number_id not in self._lanes:
                self._lanes[number_id] = Lane(number_id, throughput, self._client, self._finished)
            self._lanes[number_id].pause(turns.exhausted_for)
            self._lanes[number_id].pause_bulk(turns.bulk_exhausted_for)
        for delivery in claimed.deliveries:
            self._lanes[delivery.number_id].start(delivery)
        for message_id in claimed.fileless:
            self._bring_files(message_id)
        self._showing.show(claimed.paced + claimed.fileless)
        self._note_work(claimed.deliveries)

    def _room(self, lane: Lane) -> Room:
        return NO_ROOM if lane.is_slow and self._is_ending() else lane.room

    def _answers(self, wait: float, turn_ends: float = 0.0) -> list[Answer]:
        """All that have come by the end of the turn, waiting at most `wait` seconds for the first."""
        answers = []
        with suppress(Empty):
            answers.append(self._finished.get(timeout=wait))
            time.sleep(max(0.0, turn_ends - time.monotonic()))
            while len(answers) < BATCH:
                answers.append(self._finished.get_nowait())
        return answers

    def _record(self, answers: list[Answer]) -> None:
        if not answers:
            return
        for answer in answers:
            self._lanes[answer.delivery.number_id].finish(answer)
            if answer.verdict is not None and answer.verdict.cause is Cause.PAIR_LIMIT:
                self._pacer.exhaust(answer.delivery.conversation_id, answer.wait)
        lined_up = write(lambda: recording.record(answers, self._grace))
        metrics.note(answers)
        self._showing.show([*(answer.delivery.message_id for answer in answers), *lined_up])
        self._note_work(answers)

    def _keep_house(self) -> None:
        """Once a second: is the lock still ours, and is any grace period over?"""
        if time.monotonic() - self._last_housekeeping < HOUSEKEEPING:
            return
        self._last_housekeeping = time.monotonic()
        self._lock.check()
        self._showing.show(write(unconfirmed.settle_overdue))

    def _drain(self) -> None:
        """Give calls in flight their time. What is unanswered then may have been sent or not."""
        db.session.rollback()
        patience = PATIENCE_WHEN_STOPPED if self._stopping.is_set() else PATIENCE
        deadline = time.monotonic() + patience
        while self._in_flight() and time.monotonic() < deadline:
            self._record(self._answers(TURN))
        self._record([abandoned(d, "not answered when the dispatcher had to stop") for d in self._in_flight()])

    def _in_flight(self) -> list[Delivery]:
        return [delivery for lane in self._lanes.values() for delivery, _ in lane.in_flight.values()]

    def _note_work(self, work: Sized) -> None:
        if work:
            self._last_work = time.monotonic()

    def _pause(self) -> float:
        """How long to wait for an answer before looking at the queue again."""
        return TURN if time.monotonic() - self._last_work < HOUSEKEEPING else SLOW_TURN

    def _is_ending(self) -> bool:
        return time.monotonic() - self._began > RUN

    def _is_over(self) -> bool:
        """Slow lanes hold up the end, but not their neighbours: these go on until the last slow call is answered."""
        if self._stopping.is_set() or time.monotonic() - self._began > LONGEST_RUN:
            return True
        if self._is_ending():
            return not any(lane.is_slow and lane.in_flight for lane in self._lanes.values())
        busy = any(lane.in_flight or lane.is_paused for lane in self._lanes.values())
        lingering = time.monotonic() - self._last_work < LINGER
        return not busy and not lingering and not self._is_worth_staying()

    def _is_worth_staying(self) -> bool:
        due = next_due()
        db.session.rollback()
        return due is not None and due - clock.now() < STAY
