"""Column types that several aggregates share."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import sqlalchemy as sa
from sqlalchemy.orm import mapped_column

from chatapp.secret_keys import keyring

Id = Annotated[int, mapped_column(sa.BigInteger, sa.Identity(always=False), primary_key=True)]
Moment = Annotated[datetime, mapped_column(sa.DateTime(timezone=True))]
Created = Annotated[datetime, mapped_column(sa.DateTime(timezone=True), server_default=sa.func.now())]
#: When the database last wrote the row, by its own clock and by a trigger that no writer can forget:
#: what a page that was away asks for (`?since=`).
Changed = Annotated[
    datetime,
    mapped_column(
        sa.DateTime(timezone=True), server_default=sa.func.clock_timestamp(), server_onupdate=sa.FetchedValue()
    ),
]


def words(enum: type[StrEnum], length: int = 24) -> sa.Enum:
    """A StrEnum kept as its readable value, so that rows can be read and new words need no ALTER TYPE."""
    return sa.Enum(enum, native_enum=False, length=length, values_callable=lambda e: [m.value for m in e])


class Encrypted(sa.types.TypeDecorator):
    """Text that is AES-256-GCM ciphertext at rest; `purpose` is authenticated, so values cannot be swapped."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, purpose: str):
        super().__init__()
        self.purpose = purpose

    def process_bind_param(self, value: str | None, dialect) -> str | None:
        return None if value is None else keyring().encrypt(value, self.purpose)

    def process_result_value(self, value: str | None, dialect) -> str | None:
        return None if value is None else keyring().decrypt(value, self.purpose)
