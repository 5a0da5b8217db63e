"""While nothing can be pushed, everybody is told now and then to ask for what they missed."""

import time
from collections.abc import Callable, Collection
from threading import Thread
from typing import TYPE_CHECKING

from chatapp.realtime.pulse import RETURNS

if TYPE_CHECKING:
    from chatapp.realtime.sockets import Socket

#: Seconds between two times, for each socket. With many of them it takes longer: as many ask in a second as may return.
POLL = 5


class Polling(Thread):
    """`is_needed` is asked each time; `audience` are all sockets."""

    def __init__(self, is_needed: Callable[[], bool], audience: Callable[[], Collection["Socket"]]):
        super().__init__(name="realtime-polling", daemon=True)
        self.is_needed, self.audience = is_needed, audience

    def run(self) -> None:
        while True:
            time.sleep(POLL)
            if self.is_needed():
                self._tell_everybody()

    def _tell_everybody(self) -> None:
        for socket in self.audience():
            if not self.is_needed():
                return
            if socket.streams:
                socket.ask(resync=True)
                time.sleep(1 / RETURNS)
