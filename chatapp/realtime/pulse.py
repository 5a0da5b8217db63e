"""What happens to the sockets of a process by the clock: signs of life, and the farewell when the process ends."""

import logging
import math
import time
from collections.abc import Callable, Iterator
from itertools import count, takewhile
from typing import TYPE_CHECKING

from chatapp.realtime import metrics
from chatapp.realtime.frames import RESTART, TOO_SLOW
from chatapp.realtime.watchers import Watchers

if TYPE_CHECKING:
    from chatapp.realtime.sockets import Socket

#: Seconds: between two beats of a socket; for all sockets to leave a process that ends.
HEARTBEAT = 20
FAREWELL = 5
#: Seconds in which those whose turn it is are served, each second: all at once they would hold up what is pushed.
SPREAD = 0.9
#: Clients that may come back each second when a process with many of them ends: each costs a handshake and a catch-up.
RETURNS = 200
#: Sockets served before the others get their turn.
TURN = 16

log = logging.getLogger(__name__)


class Pulse:
    """`beat_for_ever` in a thread of its own. `renew` is called as often as a socket beats."""

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
        for second in takewhile(lambda _: not self.process_ends(), count()):
            began = time.monotonic()
            self._try_to_beat(second % HEARTBEAT)
            time.sleep(max(0.0, began + 1 - time.monotonic()))
        self._bid_farewell()

    def see_off(self) -> None:
        """Wait until the last socket of a process that ends has left, but not for ever."""
        deadline = time.monotonic() + FAREWELL * 2
        while self.watchers.everybody() and time.monotonic() < deadline:
            time.sleep(0.1)

    def _try_to_beat(self, second: int) -> None:
        """A heart that stops would be noticed only by every client's watchdog, again and again."""
        try:
            if second == 0:
                self.renew()
            due = [socket for socket in self.watchers.everybody() if socket.number % HEARTBEAT == second]
            for sockets in _in_turns(due, within=SPREAD):
                for socket in sockets:
                    if not socket.beat():
                        give_up(socket)
        except Exception:
            log.exception("a heartbeat failed")

    def _bid_farewell(self) -> None:
        """Also to those who still come in: the process ends when it likes."""
        self._crowd = len(self.watchers.everybody())
        while True:
            for sockets in _in_turns(self.watchers.everybody(), within=FAREWELL):
                for socket in sockets:
                    socket.drop(RESTART)
            time.sleep(0.5)


def give_up(socket: "Socket") -> None:
    """It does not read what it is sent."""
    metrics.DROPPED.count()
    socket.drop(TOO_SLOW)


def _in_turns(sockets: list["Socket"], within: float) -> Iterator[list["Socket"]]:
    """A few at a time, spread over so many seconds."""
    turns = range(0, len(sockets), TURN)
    for start in turns:
        yield sockets[start : start + TURN]
        time.sleep(within / len(turns))
