"""Writing what must not be lost, through the short troubles of a database."""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import IntegrityError, OperationalError

from chatapp.extensions import db

log = logging.getLogger(__name__)
T = TypeVar("T")

#: Seconds before trying again: a deadlock, a connection that broke, a server that restarts.
PAUSES = (0.2, 1.0, 3.0)


def write(change: Callable[[], T]) -> T:
    """Commit what `change` does and return what it returns. Raises what it raised when the last try fails as well.

    What Meta has answered is known nowhere else, and the call cannot be repeated: better late than lost.
    """
    for pause in PAUSES:
        try:
            return _committed(change)
        except (OperationalError, IntegrityError):
            db.session.rollback()
            log.warning("writing again in %s s", pause, exc_info=True)
            time.sleep(pause)
    return _committed(change)


def _committed(change: Callable[[], T]) -> T:
    result = change()
    db.session.commit()
    return result
