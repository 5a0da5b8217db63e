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
from chatapp.realtime.frames import RESTART, frame
from chatapp.realtime.polling import Polling
from chatapp.realtime.pulse import Pulse, give_up
from chatapp.realtime.subscription import Subscription
from chatapp.realtime.watchers import Watchers

if TYPE_CHECKING:
    from chatapp.realtime.sockets import Socket

#: Seconds to wait for the subscription at first.
FIRST_CONTACT = 1
#: Notices handled before the others get their turn.
TURN = 32

log = logging.getLogger(__name__)


class Hub:
    """Made at import, alive from its first socket on, and so never before a fork."""

    def __init__(self) -> None:
        self.watchers = Watchers()
        self._starting = Lock()
        self._subscription: Subscription | None = None
        self._heard = 0
        self.pulse = Pulse(self.watchers, renew=self._renew_claims)

    def ends_when(self, process_ends: Callable[[], bool]) -> None:
        """Asked each second: once true, all sockets are sent away."""
        self.pulse.process_ends = process_ends

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

    @property
    def pushes(self) -> bool:
        """Whether what is published now is heard here."""
        return self._subscription is not None and self._subscription.hears

    def _start(self, url: str) -> None:
        self._subscription = Subscription(url, notices.CHANNEL, began=self._began, heard=self._heed)
        self._subscription.start()
        Polling(lambda: not self.pushes, self.watchers.everybody).start()
        Thread(target=self.pulse.beat_for_ever, name="realtime-heartbeat", daemon=True).start()

    def _renew_claims(self) -> None:
        _claim(self.watchers.claims())

    def _began(self) -> None:
        """Redis may have forgotten our claims, and we have missed what was pushed."""
        self._renew_claims()
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
                socket.ask(recheck=True)

    def _on_close(self, user_id: str, body: bytes) -> None:
        for socket in self.watchers.everybody():
            if str(socket.user_id) == user_id:
                socket.ask(recheck=True, leave=RESTART)
            elif not socket.user_id:
                socket.ask(recheck=True)

    def _on_resync(self, body: bytes) -> None:
        _resync(self.watchers.everybody())


def _deliver(sockets: list["Socket"], stream: str, data: bytes) -> None:
    for socket in sockets:
        if not socket.put(stream, data):
            give_up(socket)


def _resync(sockets: list["Socket"]) -> None:
    for socket in sockets:
        if socket.streams:
            socket.ask(resync=True)


def _claim(watched: Iterable[tuple[str, str]]) -> None:
    try:
        watching.claim(redis.client, watched)
    except RedisError as error:
        log.warning("redis is away, publishers do not know of our watchers: %s", error)


hub = Hub()


@telemetry.in_each_process
def sockets() -> Iterator[telemetry.Value]:
    """Those of this process."""
    yield metrics.SOCKETS.at(len(hub.watchers.everybody()))
