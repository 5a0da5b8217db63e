"""One open WebSocket: what its client says is heard at once, what the hub has for it is written at once.

At rest it is one thread that reads, a few kilobytes under gevent. Only when something has to wait, for the client to
take it or for the database, a courier begins, does all that there is to do in its order, and ends (`couriers`).
"""

import logging
from collections.abc import Callable
from itertools import count
from threading import Thread

from flask import Flask
from wsproto.events import CloseConnection, Event, Message, Ping, Pong, TextMessage

from chatapp.models import User
from chatapp.realtime.couriers import Courier
from chatapp.realtime.frames import NOT_UNDERSTOOD, PING, RESTART, NotUnderstood, wanted_streams
from chatapp.realtime.hub import hub
from chatapp.realtime.mailbox import Mailbox
from chatapp.realtime.wire import Wire

#: Characters of one message of a client.
LONGEST = 16 * 1024

log = logging.getLogger(__name__)

_numbers = count()

#: Answers (user, variant) for whoever holds the connection, from the database; None once they may not come in.
Visitor = Callable[[], tuple[User, str] | None]


class Socket:
    """Serves one connection in the thread that calls `serve`. It holds no database connection while it waits."""

    def __init__(self, wire: Wire, visitor: Visitor, app: Flask):
        self.wire = wire
        #: Decides when it beats.
        self.number = next(_numbers)
        self.mailbox = Mailbox()
        self.streams: frozenset[str] = frozenset()
        #: Both unknown until the courier has asked `visitor` for the first time.
        self.user_id, self.variant = 0, ""
        self._courier = Courier(self, visitor, app)
        self._text, self._answers, self._over = "", True, False

    def serve(self) -> None:
        """Returns when the connection has ended, whoever ended it. Raises nothing."""
        self.ask(recheck=True)
        try:
            while True:
                for event in self.wire.read():
                    self._hear(event)
        except (OSError, EOFError):
            pass
        except Exception:
            log.exception("a socket failed")
        finally:
            self._over = True
            hub.leave(self)
            self.wire.close()
            # They know each other: only the garbage collector would find out that nobody else does.
            del self._courier

    def put(self, stream: str | None, data: bytes) -> bool:
        """Send a frame of `stream` (None: of none). Does not wait; False if there is no room for what waits already."""
        if self._over:
            return True
        if self._courier.at_work:
            return self.mailbox.put(stream, data)
        self.mailbox.rest = self._written(data)
        if self.mailbox.rest:
            self._send_courier()
        return True

    def ask(self, **what: object) -> None:
        """What `Mailbox.ask` says."""
        if not self._over:
            self.mailbox.ask(**what)
            self._send_courier()

    def drop(self, code: int) -> None:
        """End it from outside: with `code`, or roughly if the client does not read, or was told already."""
        if self.wire.writing or self._over:
            self.wire.break_off()
        self.ask(leave=code)

    def close(self, code: int) -> None:
        """Say goodbye with `code`. It ends when the client has heard that, at the latest with the next beat."""
        self._over = True
        self.wire.say_goodbye(code, hub.pulse.patience if code == RESTART else "")

    def beat(self) -> bool:
        """Called every few seconds: a sign of life to the client. False when it gives none, and takes nothing."""
        if self._over:
            self.wire.break_off()
            return True
        if self.mailbox.stands_still() and not self._answers:
            return False
        self._answers = False
        if self._courier.is_due():
            self.ask(recheck=True, resync=bool(self.streams))
        return self.put(None, PING)

    def _written(self, data: bytes) -> bytes:
        """The rest of `data` that could not be written at once."""
        try:
            return self.wire.send_now(data)
        except OSError:
            self.wire.break_off()
            return b""

    def _send_courier(self) -> None:
        if not self._courier.at_work:
            self._courier.at_work = True
            Thread(target=self._courier.work, name="realtime-courier", daemon=True).start()

    def _hear(self, event: Event) -> None:
        if isinstance(event, Pong):
            self._answers = True
        elif isinstance(event, TextMessage) and len(self._text) + len(event.data) <= LONGEST:
            self._text += event.data
            if event.message_finished:
                text, self._text = self._text, ""
                self._understand(text)
        elif isinstance(event, Message):
            self.ask(leave=NOT_UNDERSTOOD)
        elif isinstance(event, Ping):
            self.put(None, self.wire.answer(event))
        elif isinstance(event, CloseConnection):
            self.put(None, self.wire.answer(event))
            raise EOFError

    def _understand(self, text: str) -> None:
        try:
            self.ask(wanted=wanted_streams(text))
        except NotUnderstood:
            self.ask(leave=NOT_UNDERSTOOD)
