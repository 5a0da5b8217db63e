"""How a message's status is kept."""

import sqlalchemy as sa

from chatapp.kinds.status import MessageStatus


class StatusRank(sa.types.TypeDecorator):
    """MessageStatus as its number, so that "forward only" is GREATEST() in SQL and max() in Python."""

    impl = sa.SmallInteger
    cache_ok = True

    def process_bind_param(self, value: MessageStatus | None, dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect) -> MessageStatus | None:
        return None if value is None else MessageStatus(value)
