"""Deleting templates, at Meta first and then in our copy, and putting them at hand."""

from sqlalchemy.dialects.postgresql import insert

from chatapp import clock
from chatapp.extensions import db
from chatapp.message_templates.asking import at_meta
from chatapp.message_templates.statuses import DELETED
from chatapp.models import MessageTemplate, TemplateFavourite, User


def delete(template: MessageTemplate) -> None:
    """Delete one language of a template. Meta keeps the name of an approved one reserved for 30 days."""
    template_id, meta_id, name = template.id, template.meta_id, template.name
    at_meta(template.account_id, template.waba_id, lambda meta: meta.delete(meta_id, name))
    row = db.session.get(MessageTemplate, template_id)
    row.status, row.deleted_at = DELETED, clock.now()


def set_favourite(user: User, template: MessageTemplate, wanted: bool) -> None:
    """Put a template at hand for this person, or away again; doing so twice is doing it once."""
    if wanted:
        row = insert(TemplateFavourite).values(user_id=user.id, template_id=template.id)
        db.session.execute(row.on_conflict_do_nothing())
    else:
        db.session.query(TemplateFavourite).filter_by(user_id=user.id, template_id=template.id).delete()
