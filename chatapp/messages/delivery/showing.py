"""Tells watchers what has become of messages, beside the sending: it must neither delay that nor undo it."""

import logging
import threading
import time
from collections.abc import Iterable
from contextvars import copy_context

from flask import Flask

from chatapp.extensions import db
from chatapp.messages import broadcasts, waiting

log = logging.getLogger(__name__)

#: Messages shown in one transaction, and seconds to gather them: no eye sees the difference, and it saves much work.
BATCH, GATHER = 200, 0.03
#: Gathering takes so many times as long as the last showing, at least: sending has the better part of the processor.
PATIENCE = 4
#: Seconds that the end of a run waits for watchers to be told.
LAST_SHOW = 5.0


class Showing:
    """A thread that shows messages as the database has them by then, many at a time when they come fast."""

    def __init__(self, app: Flask):
        self._app = app
        self._waiting: dict[int, None] = {}
        self._changed = threading.Condition()
        self._closing = False
        # In a copy of this context: its lines name the job, too.
        self._thread = threading.Thread(target=copy_context().run, args=(self._run,), name="showing", daemon=True)
        self._thread.start()

    def show(self, message_ids: Iterable[int]) -> None:
        """Soon."""
        with self._changed:
            self._waiting |= dict.fromkeys(message_ids)
            self._changed.notify()

    def __enter__(self) -> "Showing":
        return self

    def __exit__(self, *_error: object) -> None:
        """Show what is left; but what cannot be shown in time, pages will find themselves."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join(LAST_SHOW)

    def _run(self) -> None:
        took = 0.0
        while self._wait():
            self._gather(took)
            began = time.monotonic()
            with self._app.app_context():
                self._show(self._take())
            took = time.monotonic() - began

    def _gather(self, took: float) -> None:
        """For nothing, once the end has come."""
        with self._changed:
            self._changed.wait_for(lambda: self._closing, max(GATHER, PATIENCE * took))

    def _wait(self) -> bool:
        """False when it is over."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closing)
            return bool(self._waiting)

    def _take(self) -> list[int]:
        with self._changed:
            message_ids = list(self._waiting)[:BATCH]
            for message_id in message_ids:
                del self._waiting[message_id]
            return message_ids

    def _show(self, message_ids: list[int]) -> None:
        try:
            broadcasts.changed({*message_ids, *waiting.adopt(message_ids)})
            db.session.commit()
        except Exception:
            db.session.rollback()
            log.exception("messages %s could not be shown", message_ids)
