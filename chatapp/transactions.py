"""What must happen after a commit, and must not happen after a rollback."""

import logging
from collections.abc import Callable

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from chatapp.extensions import db

log = logging.getLogger(__name__)
_WAITING = "on_commit"


def on_commit(fn: Callable[[], object]) -> None:
    """Run `fn` once the current transaction has committed; forget it if that is rolled back.

    Outside a transaction there is nothing to wait for. `fn` must not use the database session. An error in it is
    logged: the commit has happened, and nobody who waits for an answer should be told otherwise.
    """
    session = db.session()
    if not session.in_transaction():
        fn()
        return
    waiting = session.info.setdefault(_WAITING, [])
    waiting.append((session.get_nested_transaction(), fn))


@event.listens_for(Session, "after_commit")
def _run(session: Session) -> None:
    savepoint = session.get_nested_transaction()
    waiting = session.info.get(_WAITING)
    if not waiting:
        return
    if savepoint is not None:
        outer = savepoint.parent if savepoint.parent and savepoint.parent.nested else None
        session.info[_WAITING] = [(outer if sp is savepoint else sp, fn) for sp, fn in waiting]
        return
    session.info[_WAITING] = []
    for _, fn in waiting:
        try:
            fn()
        except Exception:
            log.exception("after commit: %s failed", getattr(fn, "__qualname__", fn))


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, rolled_back: SessionTransaction) -> None:
    """A savepoint takes only its own work with it; the whole transaction takes everything."""
    waiting = session.info.get(_WAITING)
    if not waiting:
        return
    if rolled_back.nested:
        session.info[_WAITING] = [(sp, fn) for sp, fn in waiting if sp is not rolled_back]
    else:
        session.info[_WAITING] = []
