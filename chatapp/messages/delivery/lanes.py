"""A lane for each number: its own sends in flight, its own pauses, so that no number ever waits for another."""

import time
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

from chatapp.messages.delivery.attempts import Answer, Delivery, attempt
from chatapp.whatsapp.causes import Cause
from chatapp.whatsapp.client import GraphClient

#: Messages in flight: half a second's worth of the number's throughput, within reason.
NARROWEST, WIDEST = 8, 96
#: Seconds after which a call counts as slow.
SLOW = 2.0
#: Causes that concern the line and not the message: the next message would only meet the same.
_LINE_CAUSES = (Cause.THROUGHPUT, Cause.REQUEST_LIMIT, Cause.CONNECTION)
_LONGEST_PAUSE = 5.0


class Lane:
    """One number's sends. `finished` receives an Answer for every delivery that was started."""

    def __init__(self, number_id: int, throughput: int, graph: GraphClient, finished: SimpleQueue):
        self.number_id = number_id
        self.width = max(NARROWEST, min(WIDEST, throughput // 2))
        self.in_flight: dict[int, tuple[Delivery, float]] = {}
        self._graph, self._finished = graph, finished
        self._threads = ThreadPoolExecutor(self.width, thread_name_prefix=f"lane-{number_id}")
        self._paused_until = 0.0

    @property
    def room(self) -> int:
        """How many more messages may be claimed for it now."""
        return 0 if self.is_paused else self.width - len(self.in_flight)

    @property
    def is_paused(self) -> bool:
        """Whether the number's quota is spent or its line disturbed, for some seconds at most."""
        return time.monotonic() < self._paused_until

    @property
    def is_slow(self) -> bool:
        """Whether a call has been unanswered for long."""
        started = [at for _, at in self.in_flight.values()]
        return bool(started) and time.monotonic() - min(started) > SLOW

    def start(self, delivery: Delivery) -> None:
        """Send it in a thread of this lane."""
        self.in_flight[delivery.message_id] = (delivery, time.monotonic())
        self._threads.submit(self._send, delivery)

    def finish(self, answer: Answer) -> None:
        """Its place is free again."""
        self.in_flight.pop(answer.delivery.message_id, None)
        if answer.verdict is not None and answer.verdict.cause in _LINE_CAUSES:
            self.pause(min(answer.wait, _LONGEST_PAUSE))

    def pause(self, seconds: float) -> None:
        """Claim nothing for it for so long."""
        self._paused_until = max(self._paused_until, time.monotonic() + seconds)

    def close(self) -> None:
        """Start nothing more; its threads end when their calls do."""
        self._threads.shutdown(wait=False)

    def _send(self, delivery: Delivery) -> None:
        self._finished.put(attempt(self._graph, delivery))
