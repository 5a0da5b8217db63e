"""Contacts, as conversations know them: who may see them, and what shows their name."""

import sqlalchemy as sa
from flask_babel import gettext as _

from chatapp.contacts import queries as contacts
from chatapp.conversations import broadcasts, queries
from chatapp.extensions import db
from chatapp.models import Contact, Conversation, User
from chatapp.refusals import Refusal


def contact(user: User, contact_id: int) -> Contact:
    """A contact that this person may see; Refusal 404 otherwise."""
    found = contacts.of_account(user.account_id, contact_id)
    if found is None or not _may_see(user, found):
        raise Refusal("not_found", _("This contact does not exist, or it is not yours to see."), status=404)
    return found


def check(user: User, known: Contact) -> None:
    """Refusal 409 when a contact is a colleague's alone, for people who do not see everything."""
    if not _may_see(user, known):
        raise Refusal("with_a_colleague", _("A colleague is already in touch with this person."))


def renamed(contact: Contact) -> None:
    """Every conversation of this contact shows the new name."""
    touched = sa.update(Conversation).where(Conversation.contact_id == contact.id).values(contact_id=contact.id)
    broadcasts.changed(list(db.session.scalars(touched.returning(Conversation.id))))


def conversations_with(user: User, contact: Contact) -> list[Conversation]:
    """Those with this contact that this person sees, the liveliest first."""
    theirs = queries.visible_to(user).where(Conversation.contact_id == contact.id)
    latest = theirs.order_by(Conversation.last_message_at.desc(), Conversation.id.desc())
    fresh = latest.options(*queries.FOR_DISPLAY).execution_options(populate_existing=True)
    return list(db.session.scalars(fresh))


def _may_see(user: User, known: Contact) -> bool:
    """Whoever has no conversation yet belongs to nobody."""
    talks = sa.select(Conversation.id).where(Conversation.contact_id == known.id)
    seen = sa.or_(talks.where(queries.visibility(user)).exists(), ~talks.exists())
    return db.session.scalar(sa.select(seen)) is True
