"""The point in time up to which somebody has seen everything, told by the one clock that all processes share."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from flask_babel import gettext as _

from chatapp.extensions import db
from chatapp.refusals import invalid

#: A row's time is taken before its transaction commits: a catch-up looks back this far for what was not visible yet.
OVERLAP = timedelta(seconds=15)

_NOW = sa.select(sa.cast(sa.extract("epoch", sa.func.clock_timestamp()) * 1_000_000, sa.BigInteger))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def cursor() -> str:
    """Microseconds since 1970 on the database's clock, as text. A page reads it *before* the rows it stands for."""
    return str(db.session.scalar(_NOW))


def since(cursor: str) -> datetime:
    """The moment from which a catch-up reads: the cursor's own, less the overlap. Refuses (422) what is no cursor."""
    try:
        return _EPOCH + timedelta(microseconds=int(cursor)) - OVERLAP
    except (ValueError, OverflowError):
        raise invalid({"since": _("This cursor is not valid.")}, _("Please check what you entered.")) from None


def cursor_at(moment: datetime) -> str:
    """The cursor whose `since` is exactly `moment`: where a catch-up that was cut short goes on."""
    return str((moment + OVERLAP - _EPOCH) // timedelta(microseconds=1))
