"""One bad fact harms nobody: what cannot be applied is found among the others and set aside."""

import logging
from collections.abc import Sequence

from rq.timeouts import BaseTimeoutException
from sqlalchemy.exc import DBAPIError, OperationalError

from chatapp.extensions import db
from chatapp.inbound import plans, showing
from chatapp.inbound.applying import apply
from chatapp.inbound.ledger import Outcome
from chatapp.inbound.routing import Routed
from chatapp.whatsapp.facts import Fact

#: SQLSTATE classes of troubles that pass: connection, rollback (deadlock), resources, object state, intervention.
PASSING = ("08", "40", "53", "55", "57")
ROLLED_BACK = "40"

log = logging.getLogger(__name__)


class Unapplicable(Exception):
    """There is a fact among them that cannot be applied; the transaction is good for nothing any more."""


def apply_together(routed: Sequence[Routed]) -> None:
    """Apply all at once, without the savepoint that `apply_apart` needs: hardly ever is anything wrong with any.

    Raises Unapplicable, and troubles that are not the facts' own and will pass.
    """
    try:
        with plans.kept():
            shown = apply(routed)
    except Exception as error:
        if _passes(error):
            raise
        raise Unapplicable from error
    showing.show(shown)


def apply_apart(routed: Sequence[Routed]) -> None:
    """Apply all at once; if that fails, each half on its own, down to the one fact that cannot be applied.

    Raises only for troubles that are not the facts' own and will pass.
    """
    if not routed:
        return
    try:
        with db.session.begin_nested(), plans.kept():
            shown = apply(routed)
    except Exception as error:
        if _passes(error):
            raise
        if len(routed) == 1:
            _set_aside(routed[0].outcome, routed[0].fact, error)
            return
        middle = len(routed) // 2
        apply_apart(routed[:middle])
        apply_apart(routed[middle:])
        return
    showing.show(shown)


def _set_aside(outcome: Outcome, fact: Fact, error: Exception) -> None:
    reason = str(getattr(error, "orig", None) or error).strip()
    # The statement behind a database error holds what customers wrote, which is not for the log.
    trace = None if isinstance(error, DBAPIError) else error
    log.error("webhook %s, %s could not be applied: %s", outcome.event_id, fact.path, reason, exc_info=trace)
    outcome.errors.append(f"{fact.path}: {type(error).__name__}: {reason}".replace("\x00", ""))


def _passes(error: Exception) -> bool:
    """Whether the trouble is not the fact's own, so that the same batch may succeed in a moment."""
    if isinstance(error, BaseTimeoutException):
        return True
    return isinstance(error, DBAPIError) and _sqlstate(error).startswith(PASSING)


def is_deadlock(error: DBAPIError) -> bool:
    """Whether the transaction was ended for the sake of another one."""
    return _sqlstate(error).startswith(ROLLED_BACK)


def _sqlstate(error: DBAPIError) -> str:
    """PostgreSQL's code; a lost connection's for an operational error that has none."""
    lost = "08" if isinstance(error, OperationalError) else ""
    return getattr(error.orig, "sqlstate", None) or lost
