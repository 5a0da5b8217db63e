"""From a transaction to every process: what is pushed goes out after the commit, in one round trip, or not at all."""

import logging
import time
from collections.abc import Iterable
from threading import Lock, Thread

from redis import RedisError
from sqlalchemy import event
from sqlalchemy.orm import Session

from chatapp import logs
from chatapp.extensions import db, redis
from chatapp.realtime import metrics, notices, watching
from chatapp.transactions import on_commit

log = logging.getLogger(__name__)

_COMMITTED = "realtime.committed"
#: Seconds between two tries to tell watchers that they have missed something.
AGAIN = 1.0


def audience(streams: Iterable[str]) -> dict[str, set[str]]:
    """{stream: variants} for which it is worth rendering: those that somebody watches now. {} when Redis is away.

    Call it inside the transaction, after its writes. Who begins to watch between this question and the commit is told,
    after it, to catch up. Never raises.
    """
    streams = list(dict.fromkeys(streams))
    if not streams:
        return {}
    try:
        found = watching.watched(redis.client, streams)
    except RedisError as error:
        log.warning("redis is away, nothing is rendered: %s", error)
        found = {}
    _after_commit(notices.notice("rendered", body={stream: sorted(found.get(stream, ())) for stream in streams}))
    return found


def push(stream: str, variant: str, payload: str | dict) -> None:
    """Send `payload` to the watchers of that stream and variant, once the transaction has committed.

    HTML for the variant of a locale, {"event": str, "data": dict} for "json". Never raises for Redis' sake.
    """
    _after_commit((stream, variant, payload))


def recheck(stream: str) -> None:
    """After the commit, everybody who watches `stream` is asked again whether they still may."""
    _after_commit(notices.notice("recheck", stream))


def close_user(user_id: int) -> None:
    """After the commit, end that user's sockets: with 4401 if they may not come in again, else with 1012."""
    _after_commit(notices.notice("close", user_id))


def _after_commit(item: bytes | notices.Push) -> None:
    session = db.session()
    if session.in_transaction():
        on_commit(lambda: session.info.setdefault(_COMMITTED, []).append(item))
    else:
        _outbox.send([item])


# Listeners run in the order of their registration: this one after that of `transactions`, which is imported above.
@event.listens_for(Session, "after_commit")
def _send_committed(session: Session) -> None:
    committed = session.info.pop(_COMMITTED, None)
    if committed:
        _outbox.send(committed)


class _Outbox:
    """What could not be pushed is owed: watchers are told to catch up as soon as anybody hears us again."""

    def __init__(self) -> None:
        self._owing = Lock()

    def send(self, items: list[bytes | notices.Push]) -> None:
        pushes = [item for item in items if isinstance(item, tuple)]
        try:
            _publish([*(item for item in items if isinstance(item, bytes)), *notices.pushes(pushes)])
            _note(pushes)
        except RedisError as error:
            log.warning("redis is away, watchers will catch up: %s", error)
            if self._owing.acquire(blocking=False):
                Thread(target=self._pay, name="realtime-debt", daemon=True).start()

    def _pay(self) -> None:
        """In vain, it is a debt again. Let go of before it is paid: what is lost meanwhile is a debt of its own."""
        time.sleep(AGAIN)
        self._owing.release()
        self.send([notices.notice("resync")])


def _publish(said: list[bytes]) -> None:
    pipe = redis.client.pipeline(transaction=False)
    for notice in said:
        pipe.publish(notices.CHANNEL, notice)
    pipe.execute()


def _note(pushes: list[notices.Push]) -> None:
    if pushes:
        metrics.PUSHES.count(by=len(pushes))
        log.info("pushed", extra=logs.fields(streams=sorted({stream for stream, _variant, _payload in pushes})))


_outbox = _Outbox()
