"""When customers were heard through a number: its habit, which its silence is compared with."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from chatapp.extensions import db

#: What a slot begins with lasts so long.
SLOT = timedelta(minutes=5)


class HeardSlot(db.Model):
    """At least one message of a customer came in these five minutes."""

    __tablename__ = "heard_slots"

    number_id: Mapped[int] = mapped_column(sa.ForeignKey("phone_numbers.id", ondelete="CASCADE"), primary_key=True)
    slot: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True), primary_key=True)
