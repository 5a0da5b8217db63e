"""One open WebSocket: who is behind it, what they watch, and the loop that reads and writes."""

import logging
import random
import time
from collections.abc import Callable, Iterable
from contextlib import suppress

import orjson
from simple_websocket import ConnectionClosed, Server
from sqlalchemy.exc import SQLAlchemyError

from chatapp.extensions import db
from chatapp.models import User
from chatapp.realtime.cursors import cursor
from chatapp.realtime.frames import FAULT, NOT_UNDERSTOOD, RESTART, SIGN_IN, NotUnderstood, frame, wanted_streams
from chatapp.realtime.hub import hub
from chatapp.realtime.mailbox import Mailbox
from chatapp.realtime.streams import may_watch

#: Seconds until it is asked again who this is and what they may see, and until the client catches up for safety's sake.
RECHECK = 300

log = logging.getLogger(__name__)

#: Answers (user, variant) for whoever holds the connection, from the database; None once they may not come in.
Visitor = Callable[[], tuple[User, str] | None]


class Leave(Exception):
    """The loop is to end, and the connection to be closed with `code`."""

    def __init__(self, code: int):
        super().__init__(code)
        self.code = code


class Socket:
    """Serves one connection in the thread that calls `serve`. No database connection is held while it waits."""

    def __init__(self, ws: Server, visitor: Visitor):
        self.ws, self.visitor = ws, visitor
        self.mailbox = Mailbox(ws.event)
        self.streams: frozenset[str] = frozenset()
        self.user_id = 0
        self.variant = ""
        self._recheck_at = 0.0

    def serve(self) -> None:
        """Returns when the connection has ended, whoever ended it. Raises nothing."""
        try:
            self._enter()
            while self.ws.connected:
                self._turn()
        except (ConnectionClosed, OSError):
            pass
        except Leave as leave:
            self._close(leave.code)
        except NotUnderstood:
            self._close(NOT_UNDERSTOOD)
        except SQLAlchemyError as error:
            log.warning("a socket is closed, the database is away: %s", error)
            self._close(RESTART)
        except Exception:
            log.exception("a socket failed")
            self._close(FAULT)
        finally:
            hub.leave(self)
            db.session.remove()

    def drop(self, code: int) -> None:
        """End it from outside: with `code`, or roughly if the client does not even take what is being written."""
        self.mailbox.ask(leave=code)
        self.ws.sock.give_up()

    def _enter(self) -> None:
        user, self.variant = self._visitor()
        self.user_id = user.id
        self._plan_recheck()
        db.session.remove()
        hub.join(self)

    def _turn(self) -> None:
        self.ws.event.wait(max(0.0, self._recheck_at - time.monotonic()))
        self.ws.event.clear()
        wanted = self._read()
        if time.monotonic() >= self._recheck_at:
            self.mailbox.ask(recheck=True, resync=bool(self.streams))
        if self.mailbox.recheck:
            self._recheck()
        if self.mailbox.leave is not None:
            raise Leave(self.mailbox.leave)
        if wanted is not None:
            self._watch(wanted)
        if self.mailbox.resync:
            self._resync()
        for stream, data in self.mailbox.take():
            if stream is None or stream in self.streams:
                self.ws.sock.send(data)

    def _read(self) -> list[str] | None:
        """The last set of streams that the client has asked for since the last time; None if it has not asked."""
        wanted = None
        # Not receive(timeout=0): under gevent that waits for a turn of the loop, while the mailbox fills.
        while self.ws.input_buffer:
            wanted = wanted_streams(self.ws.receive())
        return wanted

    def _watch(self, wanted: list[str]) -> None:
        allowed, now = self._authorise(wanted)
        hub.watch(self, allowed)
        # What was missed until now, the catch-up that follows this answer brings too.
        self.mailbox.resync = False
        self._refuse(set(wanted) - set(allowed))
        self._send({"watching": allowed, "id": now})

    def _recheck(self) -> None:
        self.mailbox.recheck = False
        self._plan_recheck()
        watched = self.streams
        allowed, _now = self._authorise(watched)
        if len(allowed) < len(watched):
            hub.watch(self, allowed)
            self._refuse(watched - set(allowed))

    def _resync(self) -> None:
        self.mailbox.resync = False
        now = cursor()
        db.session.remove()
        self._send({"resync": now})

    def _visitor(self) -> tuple[User, str]:
        db.session.remove()
        visitor = self.visitor()
        if visitor is None:
            raise Leave(SIGN_IN)
        return visitor

    def _authorise(self, wanted: Iterable[str]) -> tuple[list[str], str]:
        """Those of `wanted` that may be watched, and a cursor: in one go, since a thousand may come back at once."""
        user, _variant = self._visitor()
        found = [stream for stream in wanted if may_watch(user, stream)], cursor()
        db.session.remove()
        return found

    def _refuse(self, streams: Iterable[str]) -> None:
        if streams := sorted(streams):
            self._send({"refused": streams})

    def _plan_recheck(self) -> None:
        self._recheck_at = time.monotonic() + RECHECK * random.uniform(0.8, 1.2)

    def _send(self, body: dict) -> None:
        self.ws.sock.send(frame(orjson.dumps(body).decode()))

    def _close(self, code: int) -> None:
        with suppress(ConnectionClosed, OSError):
            self.ws.close(code)
