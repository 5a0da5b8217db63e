"""A lane for each number: its own sends in flight, its own pauses, so that no number ever waits for another."""

import time
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread

from chatapp.messages.delivery.attempts import Answer, Delivery, attempt
from chatapp.messages.delivery.quota import burst_of
from chatapp.whatsapp.causes import Cause
from chatapp.whatsapp.client import GraphClient

#: Messages in flight: half a second's worth of the number's throughput, within reason.
NARROWEST, WIDEST = 8, 192
#: Seconds after which a call counts as slow.
SLOW = 2.0
#: Causes that concern the line and not the message: the next message would only meet the same.
_LINE_CAUSES = (Cause.THROUGHPUT, Cause.REQUEST_LIMIT, Cause.CONNECTION)
_LONGEST_PAUSE = 5.0


@dataclass(frozen=True, slots=True)
class Room:
    """How many more messages may be claimed for a number: in all, and how many of these may be bulk."""

    messages: int
    bulk: int


NO_ROOM = Room(0, 0)
#: Of a number that has no lane yet.
FIRST_ROOM = Room(NARROWEST, NARROWEST // 2)


class Lane:
    """One number's sends. `finished` receives an Answer for every delivery that was started.

    Bulk messages get three quarters of it: however slowly they are answered, there is room for what people write.
    """

    def __init__(self, number_id: int, throughput: int, graph: GraphClient, finished: SimpleQueue):
        self.number_id = number_id
        self.width = max(NARROWEST, min(WIDEST, throughput // 2))
        self.in_flight: dict[int, tuple[Delivery, float]] = {}
        self._burst = burst_of(throughput)
        self._graph, self._finished = graph, finished
        self._started: SimpleQueue[Delivery | None] = SimpleQueue()
        self._threads = 0
        self._bulk_in_flight = 0
        self._paused_until = self._bulk_paused_until = 0.0
        self._was_slow = False

    @property
    def room(self) -> Room:
        """How many more messages may be claimed for it now."""
        now = time.monotonic()
        room = 0 if now < self._paused_until else min(self.width - len(self.in_flight), self._burst)
        bulk = 0 if now < self._bulk_paused_until else self.width * 3 // 4 - self._bulk_in_flight
        return Room(room, max(0, min(room, bulk)))

    @property
    def is_paused(self) -> bool:
        """Whether the number's quota is spent or its line disturbed, for bulk messages at least and for some seconds at
        most."""
        return time.monotonic() < max(self._paused_until, self._bulk_paused_until)

    @property
    def is_slow(self) -> bool:
        """Whether its calls take long: the last one answered, or one that is not yet."""
        started = [at for _, at in self.in_flight.values()]
        return self._was_slow or (bool(started) and time.monotonic() - min(started) > SLOW)

    def start(self, delivery: Delivery) -> None:
        """Send it in a thread of this lane."""
        self.in_flight[delivery.message_id] = (delivery, time.monotonic())
        self._bulk_in_flight += delivery.bulk
        if self._threads < len(self.in_flight):
            self._threads += 1
            Thread(target=self._serve, name=f"lane-{self.number_id}", daemon=True).start()
        self._started.put(delivery)

    def finish(self, answer: Answer) -> None:
        """Its place is free again."""
        found = self.in_flight.pop(answer.delivery.message_id, None)
        if found is not None:
            self._bulk_in_flight -= found[0].bulk
            self._was_slow = time.monotonic() - found[1] > SLOW
        if answer.verdict is not None and answer.verdict.cause in _LINE_CAUSES:
            self.pause(min(answer.wait, _LONGEST_PAUSE))

    def pause(self, seconds: float) -> None:
        """Claim nothing for it for so long."""
        self._paused_until = max(self._paused_until, time.monotonic() + seconds)

    def pause_bulk(self, seconds: float) -> None:
        """Claim nothing of its bulk messages for so long."""
        self._bulk_paused_until = max(self._bulk_paused_until, time.monotonic() + seconds)

    def close(self) -> None:
        """Start nothing more; its threads end when their calls do."""
        for _ in range(self._threads):
            self._started.put(None)

    def _serve(self) -> None:
        while (delivery := self._started.get()) is not None:
            self._finished.put(attempt(self._graph, delivery))
