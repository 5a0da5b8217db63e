"""Reading contacts."""

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from chatapp.contacts import identities, phones
from chatapp.extensions import db
from chatapp.models import Contact


def with_names(contact_id: int) -> Contact:
    """A contact with everything that it is known by, as the database has it now."""
    select = sa.select(Contact).where(Contact.id == contact_id).options(selectinload(Contact.identities))
    return db.session.scalars(select.execution_options(populate_existing=True)).one()


def of_account(account_id: int, contact_id: int) -> Contact | None:
    """One contact of a company, whoever asks."""
    select = sa.select(Contact).where(Contact.id == contact_id, Contact.account_id == account_id)
    return db.session.scalar(select.options(selectinload(Contact.identities)))


def of_phone(account_id: int, phone: str) -> Contact | None:
    """Who has this number, if anybody we know. Refusal 422 if it is no number."""
    key, _value = phones.named(account_id, phone)
    contact_id = identities.owners([key]).get(key)
    return with_names(contact_id) if contact_id is not None else None
