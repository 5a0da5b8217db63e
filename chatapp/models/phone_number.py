"""A company's WhatsApp number, and what it takes to speak for it."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chatapp.extensions import db
from chatapp.models.account import Account
from chatapp.models.columns import Created, Encrypted, Id, words
from chatapp.whatsapp.identity import display_phone

DEFAULT_THROUGHPUT = 80


class ReadReceipts(StrEnum):
    """When the customer sees blue ticks on what they wrote."""

    ON_OPEN = "ON_OPEN"
    ON_REPLY = "ON_REPLY"
    NEVER = "NEVER"


class UnconfirmedPolicy(StrEnum):
    """What becomes of a message whose sending can neither be confirmed nor denied after the grace period."""

    ASK = "ASK"
    RETRY = "RETRY"


class PhoneNumber(db.Model):
    __tablename__ = "phone_numbers"

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    phone_number_id: Mapped[str] = mapped_column(unique=True)
    waba_id: Mapped[str]
    display_number: Mapped[str]
    label: Mapped[str]
    #: Deferred: a list of conversations must not decrypt secrets.
    access_token: Mapped[str] = mapped_column(Encrypted("access token"), deferred=True)
    app_secret: Mapped[str | None] = mapped_column(Encrypted("app secret"), deferred=True)
    verify_token: Mapped[str | None] = mapped_column(Encrypted("verify token"), deferred=True)
    quality_rating: Mapped[str] = mapped_column(default="UNKNOWN")
    #: Messages per second that Meta accepts: 80, 1,000 after its upgrade, 20 with coexistence.
    throughput: Mapped[int] = mapped_column(default=DEFAULT_THROUGHPUT)
    read_receipts: Mapped[ReadReceipts] = mapped_column(words(ReadReceipts), default=ReadReceipts.ON_OPEN)
    unconfirmed_policy: Mapped[UnconfirmedPolicy] = mapped_column(
        words(UnconfirmedPolicy), default=UnconfirmedPolicy.ASK
    )
    #: Set when Meta refuses the token or the number itself: the banner that says why nothing leaves.
    alarm_code: Mapped[int | None]
    alarm_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    #: When the last webhook of a customer came: silence is how a broken line shows itself.
    last_inbound_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    created_at: Mapped[Created]

    account: Mapped[Account] = relationship()

    @property
    def phone(self) -> str:
        """The number as people read it; `display_number` is Meta's, digits only."""
        return display_phone(self.display_number)
