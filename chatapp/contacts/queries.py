"""Reading contacts."""

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

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
