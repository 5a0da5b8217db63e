"""What a socket does that may have to wait: asking the database who may watch what, and writing to a slow client."""

import logging
import random
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

import orjson
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from chatapp.realtime.cursors import cursor
from chatapp.realtime.frames import FAULT, RESTART, SIGN_IN, frame
from chatapp.realtime.hub import hub
from chatapp.realtime.streams import may_watch

if TYPE_CHECKING:
    from chatapp.realtime.sockets import Socket, Visitor

#: Seconds until it is asked again who this is and what they may see, and until the client catches up for safety's sake.
RECHECK = 300

log = logging.getLogger(__name__)


class Leave(Exception):
    """The connection is to be closed with `code`."""

    def __init__(self, code: int):
        super().__init__(code)
        self.code = code


class Courier:
    """`work` empties the socket's mailbox. While it is `at_work`, nobody else writes to the client."""

    def __init__(self, socket: "Socket", visitor: "Visitor", app: Flask):
        self.socket, self.mailbox, self.visitor, self.app = socket, socket.mailbox, visitor, app
        self.at_work = False
        self._recheck_at = 0.0

    def work(self) -> None:
        """Returns when there is nothing left to do, or the socket is closed. Raises nothing."""
        try:
            while self.mailbox:
                self._turn()
        except OSError:
            self.socket.wire.break_off()
        except Leave as leave:
            self.socket.close(leave.code)
        except SQLAlchemyError as error:
            log.warning("a socket is closed, the database is away: %s", error)
            self.socket.close(RESTART)
        except Exception:
            log.exception("a socket failed")
            self.socket.close(FAULT)
        finally:
            self.at_work = False

    def is_due(self) -> bool:
        """Whether it is time to ask again."""
        return time.monotonic() >= self._recheck_at

    def _turn(self) -> None:
        rest, self.mailbox.rest = self.mailbox.rest, b""
        if rest:
            self.socket.wire.send(rest)
        if self.mailbox.recheck:
            self._recheck()
        if self.mailbox.leave is not None:
            raise Leave(self.mailbox.leave)
        if self.mailbox.wanted is not None:
            self._watch()
        if self.mailbox.resync:
            self._resync()
        for stream, data in self.mailbox.take():
            if stream is None or stream in self.socket.streams:
                self.socket.wire.send(data)

    def _recheck(self) -> None:
        self.mailbox.recheck = False
        self._recheck_at = time.monotonic() + RECHECK * random.uniform(0.8, 1.2)
        watched = self.socket.streams
        allowed, _now = self._authorise(watched)
        if len(allowed) < len(watched):
            hub.watch(self.socket, allowed)
            self._refuse(watched - set(allowed))

    def _watch(self) -> None:
        wanted, self.mailbox.wanted = self.mailbox.wanted, None
        allowed, now = self._authorise(wanted)
        hub.watch(self.socket, allowed)
        # What was missed until now, the catch-up that follows this answer brings too.
        self.mailbox.resync = False
        self._refuse(set(wanted) - set(allowed))
        self._say({"watching": allowed, "id": now})

    def _resync(self) -> None:
        self.mailbox.resync = False
        with self.app.app_context():
            now = cursor()
        self._say({"resync": now} if hub.pushes else {"resync": now, "pushes": False})

    def _authorise(self, wanted: Iterable[str]) -> tuple[list[str], str]:
        """Those of `wanted` that may be watched, and a cursor: in one go, since a thousand may come back at once."""
        with self.app.app_context():
            visitor = self.visitor()
            if visitor is None:
                raise Leave(SIGN_IN)
            user, variant = visitor
            if not self.socket.variant:
                self.socket.user_id, self.socket.variant = user.id, variant
            return [stream for stream in wanted if may_watch(user, stream)], cursor()

    def _refuse(self, streams: Iterable[str]) -> None:
        if streams := sorted(streams):
            self._say({"refused": streams})

    def _say(self, body: dict) -> None:
        self.socket.wire.send(frame(orjson.dumps(body).decode()))
