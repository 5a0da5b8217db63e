"""A customer, and the identities under which WhatsApp knows them. The phone may be missing."""

from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chatapp.extensions import db
from chatapp.models.columns import Created, Id, Moment, words
from chatapp.models.naming import hue, initials
from chatapp.whatsapp.identity import display_phone


class IdentityKind(StrEnum):
    """WA_ID is a phone number; BSUIDs are per business; a username may change hands."""

    WA_ID = "WA_ID"
    BSUID = "BSUID"
    PARENT_BSUID = "PARENT_BSUID"
    USERNAME = "USERNAME"


class Contact(db.Model):
    __tablename__ = "contacts"

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    #: What our agents call them; wins over the name of their WhatsApp profile.
    given_name: Mapped[str | None]
    profile_name: Mapped[str | None]
    created_at: Mapped[Created]

    identities: Mapped[list["ContactIdentity"]] = relationship(
        back_populates="contact", order_by="(ContactIdentity.seen_at, ContactIdentity.id)", lazy="raise"
    )

    @property
    def dom_id(self) -> str:
        return f"contact-{self.id}"

    def identity(self, kind: IdentityKind) -> str | None:
        """The latest value of that kind, as Meta wrote it."""
        return next((i.value for i in reversed(self.identities) if i.kind is kind), None)

    @property
    def display_phone(self) -> str | None:
        wa_id = self.identity(IdentityKind.WA_ID)
        return wa_id and display_phone(wa_id)

    @property
    def name(self) -> str:
        return self.given_name or self.profile_name or self.display_phone or self._handle or "WhatsApp"

    @property
    def _handle(self) -> str | None:
        username = self.identity(IdentityKind.USERNAME)
        return username and f"@{username}"

    @property
    def initials(self) -> str:
        return initials(self.name)

    @property
    def hue(self) -> int:
        return hue(self.id)


class ContactIdentity(db.Model):
    __tablename__ = "contact_identities"
    __table_args__ = (sa.UniqueConstraint("account_id", "kind", "key"),)

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contacts.id", ondelete="CASCADE"), index=True)
    kind: Mapped[IdentityKind] = mapped_column(words(IdentityKind))
    #: Verbatim, as Meta wrote it: this is what we dial.
    value: Mapped[str]
    #: What makes two spellings one person: Brazil's number with and without its ninth digit share a key.
    key: Mapped[str]
    seen_at: Mapped[Moment]

    contact: Mapped[Contact] = relationship(back_populates="identities")
