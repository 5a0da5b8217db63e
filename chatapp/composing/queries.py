"""Whom and what one can choose from while writing."""

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from chatapp.conversations.queries import FOR_DISPLAY, visibility, visible_to
from chatapp.extensions import db
from chatapp.models import Contact, ContactIdentity, Conversation, User

MOST = 20


def people(user: User, words: str) -> list[Contact]:
    """Contacts with a conversation that this person sees, by a part of name, phone or username."""
    seen = sa.select(Conversation.contact_id).where(visibility(user))
    select = sa.select(Contact).where(Contact.id.in_(seen), *_named(words)).options(selectinload(Contact.identities))
    return list(db.session.scalars(select.order_by(sa.func.lower(_NAME), Contact.id).limit(MOST)))


def person(user: User, contact_id: int | None) -> Contact | None:
    """One of them."""
    seen = sa.select(Conversation.contact_id).where(visibility(user))
    select = sa.select(Contact).where(Contact.id == contact_id, Contact.id.in_(seen))
    return db.session.scalar(select.options(selectinload(Contact.identities)))


def destinations(user: User, words: str) -> list[Conversation]:
    """Conversations to pass a message on to, the liveliest first."""
    select = visible_to(user).join(Conversation.contact).where(*_named(words)).options(*FOR_DISPLAY)
    return list(db.session.scalars(select.order_by(Conversation.last_message_at.desc()).limit(MOST)))


_NAME = sa.func.coalesce(Contact.given_name, Contact.profile_name, "")


def _named(words: str) -> list[sa.ColumnElement[bool]]:
    words = words.strip()
    if not words:
        return []
    digits = "".join(char for char in words if char.isdigit())
    known_as = ContactIdentity.value.icontains(words, autoescape=True)
    if len(digits) > 2:
        known_as |= ContactIdentity.value.contains(digits)
    identified = sa.select(ContactIdentity.contact_id).where(known_as)
    named = (column.icontains(words, autoescape=True) for column in (Contact.given_name, Contact.profile_name))
    return [sa.or_(*named, Contact.id.in_(identified))]
