"""Meta's side: posts webhooks over kept connections, from a process of its own, and notes when.

Written for this one purpose, since it runs on the same cores as what it measures: one thread, no HTTP library, requests
signed ahead of time, and no more of an answer read than is needed to know that it is 200.
"""

import multiprocessing
import select
import socket
import time
from array import array
from collections import deque
from dataclasses import dataclass
from multiprocessing.connection import Connection

from tests.bench.traffic import Traffic

CONNECTIONS = 256
END_OF_ANSWER = b"\r\n\r\n"  # answers have no body
ANSWER_WITHIN = 30.0
#: Webhooks per second that no server on such a machine answers.
AT_MOST = 12_000
#: Seconds that a request takes to be made, and some more.
MADE_IN = 100e-6


@dataclass(frozen=True)
class Plan:
    """`rate` per second, None for as fast as answers come; `first` is the first serial number."""

    port: int
    traffic: Traffic
    rate: float | None
    seconds: float
    first: int = 0

    @property
    def count(self) -> int:
        return int((self.rate or AT_MOST) * self.seconds)

    def due(self, place: int) -> float:
        """Seconds after the beginning."""
        return place / self.rate if self.rate else 0.0


@dataclass(frozen=True)
class Posted:
    """Of each webhook, in the order of their serial numbers: when it was due and when it was acknowledged, in seconds
    since 1970 (0: not with 200). `seconds` is how long all took, `cpu` how many of them a core was busy with it."""

    plan: Plan
    due: array
    acknowledged: array
    seconds: float
    cpu: float

    @property
    def rate(self) -> float:
        """Acknowledged per second."""
        return (len(self.due) - self.refused) / self.seconds

    @property
    def waits(self) -> list[float]:
        """Milliseconds from due to acknowledged."""
        return [(done - due) * 1000 for due, done in zip(self.due, self.acknowledged, strict=True) if done]

    @property
    def refused(self) -> int:
        return sum(not done for done in self.acknowledged)

    @property
    def end(self) -> int:
        """The first serial number that was not posted."""
        return self.plan.first + len(self.due)


def post(plan: Plan) -> Posted:
    """Do it in another process, and wait."""
    processes = multiprocessing.get_context("spawn")
    receiver, sender = processes.Pipe(duplex=False)
    process = processes.Process(target=_report, args=(sender, plan))
    process.start()
    posted = receiver.recv()
    process.join()
    return posted


def _report(sender: Connection, plan: Plan) -> None:
    sender.send(_Poster(plan).run())


class _Poster:
    def __init__(self, plan: Plan):
        self.plan, self.due, self.acknowledged = plan, array("d"), array("d")
        self.began = time.monotonic() + 1 + plan.count * MADE_IN
        self.requests = [
            plan.traffic.request(plan.first + place, self.began + plan.due(place)) for place in range(plan.count)
        ]
        self.idle = deque(socket.create_connection(("127.0.0.1", plan.port)) for _ in range(CONNECTIONS))
        self.busy: dict[int, tuple[socket.socket, int]] = {}
        self.poll = select.epoll()
        for connection in self.idle:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.poll.register(connection, select.EPOLLIN)
        time.sleep(max(0.0, self.began - time.monotonic()))

    def run(self) -> Posted:
        cost, deadline = time.process_time(), self.began + self.plan.seconds
        while (now := time.monotonic()) < deadline and (self.busy or len(self.due) < len(self.requests)):
            next_due = self._post_what_is_due(now)
            self._hear(max(0.0, min(next_due, deadline) - time.monotonic()))
        while self.busy and time.monotonic() < deadline + ANSWER_WITHIN:
            self._hear(1.0)
        took = time.monotonic() - self.began
        return Posted(self.plan, *map(_since_1970, (self.due, self.acknowledged)), took, time.process_time() - cost)

    def _post_what_is_due(self, now: float) -> float:
        """When the next one is due. Those that find no idle connection stay due: their wait counts."""
        while self.idle and len(self.due) < len(self.requests):
            due = self.began + self.plan.due(len(self.due)) if self.plan.rate else now
            if due > now:
                return due
            self._post(due)
        return now + 1.0

    def _post(self, due: float) -> None:
        connection, place = self.idle.popleft(), len(self.due)
        self.due.append(due)
        self.acknowledged.append(0.0)
        self.busy[connection.fileno()] = connection, place
        connection.sendall(self.requests[place])

    def _hear(self, timeout: float) -> None:
        for fileno, _event in self.poll.poll(timeout):
            connection, place = self.busy.pop(fileno)
            answer = connection.recv(4096)
            while not answer.endswith(END_OF_ANSWER):
                answer += connection.recv(4096) or END_OF_ANSWER
            if answer.startswith(b"HTTP/1.1 200"):
                self.acknowledged[place] = time.monotonic()
            self.idle.append(connection)


def _since_1970(moments: array) -> array:
    offset = time.time() - time.monotonic()
    return array("d", (moment and moment + offset for moment in moments))
