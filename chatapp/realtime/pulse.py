"""What happens to the sockets of a process by the clock: signs of life, and the farewell when the process ends."""

import logging
import math
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from chatapp.realtime import metrics
from chatapp.realtime.frames import RESTART, TOO_SLOW
from chatapp.realtime.watchers import Watchers

if TYPE_CHECKING:
    from chatapp.realtime.sockets import Socket

#: Seconds: between two beats; for all sockets to leave a process that ends.
HEARTBEAT = 20
FAREWELL = 5
#: Clients that may come back each second when a process with many of them ends: each costs a handshake and a catch-up.
RETURNS = 200
#: Sockets served before the others get their turn.
TURN = 32

log = logging.getLogger(__name__)


class Pulse:
    """`beat_for_ever` in a thread of its own. `renew` is called before each beat."""

    def __init__(self, watchers: Watchers, renew: Callable[[], None]):
        self.watchers, self.renew = watchers, renew
        self._crowd = 0
        #: Asked each second: once true, all sockets are closed with 1012, spread over `FAREWELL` seconds.
        self.process_ends: Callable[[], bool] = lambda: False

    @property
    def patience(self) -> str:
        """Within how many seconds a client that is sent away may come back, each at a moment of its own choosing."""
        return str(math.ceil(self._crowd / RETURNS))

    def beat_for_ever(self) -> None:
        beats = 0
        while not self.process_ends():
            time.sleep(1)
            beats += 1
            if beats % HEARTBEAT == 0:
                self._try_to_beat()
        self._bid_farewell()

    def see_off(self) -> None:
        """Wait until the last socket of a process that ends has left, but not for ever."""
        deadline = time.monotonic() + FAREWELL * 2
        while self.watchers.everybody() and time.monotonic() < deadline:
            time.sleep(0.1)

    def _try_to_beat(self) -> None:
        """A heart that stops would be noticed only by every client's watchdog, again and again."""
        try:
            self.renew()
            for sockets in _in_turns(self.watchers.everybody()):
                for socket in sockets:
                    if not socket.beat():
                        give_up(socket)
        except Exception:
            log.exception("a heartbeat failed")

    def _bid_farewell(self) -> None:
        """Also to those who still come in: the process ends when it likes."""
        self._crowd = len(self.watchers.everybody())
        while True:
            turns = list(_in_turns(self.watchers.everybody()))
            for sockets in turns:
                for socket in sockets:
                    socket.drop(RESTART)
                time.sleep(FAREWELL / len(turns))
            time.sleep(0.5)


def give_up(socket: "Socket") -> None:
    """It does not read what it is sent."""
    metrics.DROPPED.count()
    socket.drop(TOO_SLOW)


def _in_turns(sockets: list["Socket"]) -> Iterator[list["Socket"]]:
    for start in range(0, len(sockets), TURN):
        yield sockets[start : start + TURN]
        time.sleep(0)
