"""The process's end of the channel: hands what it hears to its sockets, and is never held up by one of them."""

import logging
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from threading import Lock, Thread
from typing import TYPE_CHECKING

import orjson
from flask import current_app
from redis import RedisError

from chatapp import telemetry
from chatapp.extensions import redis
from chatapp.realtime import metrics, notices, watching
from chatapp.realtime.frames import PING, RESTART, TOO_SLOW, frame
from chatapp.realtime.subscription import Subscription
from chatapp.realtime.watchers import Watchers

if TYPE_CHECKING:
    from chatapp.realtime.sockets import Socket

#: Seconds: between two pings; for all sockets to leave a process that ends; to wait for the subscription at first.
HEARTBEAT = 20
FAREWELL = 5
FIRST_CONTACT = 1

#: Notices handled, or sockets served, before the others get their turn.
TURN = 32

log = logging.getLogger(__name__)


class Hub:
    """Made at import, alive from its first socket on, and so never before a fork."""

    def __init__(self) -> None:
        self.watchers = Watchers()
        self._starting = Lock()
        self._subscription: Subscription | None = None
        self._heard = 0
        self._process_ends: Callable[[], bool] = lambda: False

    def ends_when(self, process_ends: Callable[[], bool]) -> None:
        """Asked each second: once true, all sockets are closed with 1012, spread over `FAREWELL` seconds."""
        self._process_ends = process_ends

    def join(self, socket: "Socket") -> None:
        self.watchers.add(socket)
        with self._starting:
            if self._subscription is None:
                self._start(current_app.config["REDIS_URL"])

    def leave(self, socket: "Socket") -> None:
        self.watchers.remove(socket)

    def watch(self, socket: "Socket", streams: Collection[str]) -> None:
        """From now on `socket` gets what is pushed to these streams in its variant, and nothing else."""
        self.watchers.set(socket, streams)
        _claim((stream, socket.variant) for stream in streams)
        self._subscription.standing.wait(FIRST_CONTACT)

    def _start(self, url: str) -> None:
        self._subscription = Subscription(url, notices.CHANNEL, began=self._began, heard=self._heed)
        self._subscription.start()
        Thread(target=self._live, name="realtime-heartbeat", daemon=True).start()

    def _began(self) -> None:
        """Redis may have forgotten our claims, and we have missed what was pushed."""
        _claim(self.watchers.claims())
        _resync(self.watchers.everybody())

    def _heed(self, data: bytes) -> None:
        verb, words, body = notices.read(data)
        try:
            getattr(self, f"_on_{verb}")(*words, body)
        except Exception:
            log.exception("a notice was not understood: %s", verb)
            _resync(self.watchers.everybody())
        self._heard += 1
        if self._heard % TURN == 0:
            time.sleep(0)

    def _on_push(self, stream: str, variant: str, body: bytes) -> None:
        readers = self.watchers.of(stream).get(variant)
        if readers:
            _deliver(readers, stream, frame(body.decode()))
            metrics.FRAMES.count(by=len(readers))

    def _on_rendered(self, body: bytes) -> None:
        for stream, rendered in orjson.loads(body).items():
            for variant, sockets in self.watchers.of(stream).items():
                if variant not in rendered:
                    _resync(sockets)

    def _on_recheck(self, stream: str, body: bytes) -> None:
        for sockets in self.watchers.of(stream).values():
            for socket in sockets:
                socket.mailbox.ask(recheck=True)

    def _on_close(self, user_id: str, body: bytes) -> None:
        for socket in self.watchers.everybody():
            if str(socket.user_id) == user_id:
                socket.mailbox.ask(recheck=True, leave=RESTART)

    def _on_resync(self, body: bytes) -> None:
        _resync(self.watchers.everybody())

    def _live(self) -> None:
        beats = 0
        while not self._process_ends():
            time.sleep(1)
            beats += 1
            if beats % HEARTBEAT == 0:
                self._try_to_beat()
        self._bid_farewell()

    def _try_to_beat(self) -> None:
        """A heart that stops would be noticed only by every client's watchdog, again and again."""
        try:
            self._beat()
        except Exception:
            log.exception("a heartbeat failed")

    def _beat(self) -> None:
        """Keep up our claims; ping everybody, and drop who has not read since the last time."""
        _claim(self.watchers.claims())
        for sockets in _in_turns(self.watchers.everybody()):
            for socket in sockets:
                if socket.mailbox.stands_still():
                    _drop(socket)
            _deliver(sockets, None, PING)

    def _bid_farewell(self) -> None:
        """Also to those who still come in: the process ends when it likes."""
        while True:
            turns = list(_in_turns(self.watchers.everybody()))
            for sockets in turns:
                for socket in sockets:
                    socket.drop(RESTART)
                time.sleep(FAREWELL / len(turns))
            time.sleep(0.5)


def _deliver(sockets: list["Socket"], stream: str | None, data: bytes) -> None:
    for socket in sockets:
        if not socket.mailbox.put(stream, data):
            _drop(socket)


def _drop(socket: "Socket") -> None:
    metrics.DROPPED.count()
    socket.drop(TOO_SLOW)


def _resync(sockets: list["Socket"]) -> None:
    for socket in sockets:
        if socket.streams:
            socket.mailbox.ask(resync=True)


def _claim(watched: Iterable[tuple[str, str]]) -> None:
    try:
        watching.claim(redis.client, watched)
    except RedisError as error:
        log.warning("redis is away, publishers do not know of our watchers: %s", error)


def _in_turns(sockets: list["Socket"]) -> Iterator[list["Socket"]]:
    for start in range(0, len(sockets), TURN):
        yield sockets[start : start + TURN]
        time.sleep(0)


hub = Hub()


@telemetry.in_each_process
def sockets() -> Iterator[telemetry.Value]:
    """Those of this process."""
    yield metrics.SOCKETS.at(len(hub.watchers.everybody()))
