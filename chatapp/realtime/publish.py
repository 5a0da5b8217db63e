"""From a transaction to every process: what is pushed goes out after the commit, in one round trip, or not at all."""

import logging
from collections.abc import Iterable

from redis import RedisError
from sqlalchemy import event
from sqlalchemy.orm import Session

from chatapp import logs
from chatapp.extensions import db, redis
from chatapp.realtime import metrics, notices, watching
from chatapp.transactions import on_commit

log = logging.getLogger(__name__)

_COMMITTED = "realtime.committed"


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
    """Remembers whether a push was lost here, and makes it good with the next one that succeeds."""

    def __init__(self) -> None:
        self.lost = False

    def send(self, items: list[bytes | notices.Push]) -> None:
        pipe = redis.client.pipeline(transaction=False)
        for notice in self._notices(items):
            pipe.publish(notices.CHANNEL, notice)
        try:
            pipe.execute()
            self.lost = False
            _note([item for item in items if isinstance(item, tuple)])
        except RedisError as error:
            self.lost = True
            log.warning("redis is away, watchers will catch up: %s", error)

    def _notices(self, items: list[bytes | notices.Push]) -> Iterable[bytes]:
        if self.lost:
            yield notices.notice("resync")
        yield from (item for item in items if isinstance(item, bytes))
        yield from notices.pushes(item for item in items if isinstance(item, tuple))


def _note(pushes: list[notices.Push]) -> None:
    if pushes:
        metrics.PUSHES.count(by=len(pushes))
        log.info("pushed", extra=logs.fields(streams=sorted({stream for stream, _variant, _payload in pushes})))


_outbox = _Outbox()
