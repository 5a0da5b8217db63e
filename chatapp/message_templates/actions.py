"""Making, changing and deleting templates: at Meta first, which decides, then in our copy."""

from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import insert

from chatapp import clock
from chatapp.extensions import db
from chatapp.message_templates import queries, syncing
from chatapp.message_templates.drafts import Draft
from chatapp.message_templates.refused import refusal
from chatapp.message_templates.statuses import DELETED, EDITABLE, STATUSES
from chatapp.models import MessageTemplate, TemplateFavourite, User
from chatapp.refusals import Refusal, invalid
from chatapp.whatsapp.failures import GraphError


def create(user: User, waba_id: str, draft: Draft) -> MessageTemplate:
    """Hand a new template in for review; Refusal 422 for what breaks Meta's rules, 409 with Meta's reason.

    The row is new, or that of a template of the same name which was deleted before.
    """
    _check(draft)
    if queries.named(user.account_id, waba_id, draft.name, draft.language):
        fields = {"name": _("There is a template with this name in this language already.")}
        raise invalid(fields, _("Please check what you entered."))
    account_id, document = user.account_id, draft.document()
    answer = _at_meta(account_id, waba_id, lambda meta: meta.create(document))
    row = _row(account_id, waba_id, draft) or MessageTemplate(account_id=account_id, waba_id=waba_id)
    db.session.add(row)
    told = {"rejected_reason": None, **document, **answer}
    syncing.write(row, told, clock.now())
    row.name, row.language, row.category_change = draft.name, draft.language, None
    db.session.flush()
    return row


def edit(template: MessageTemplate, draft: Draft) -> None:
    """Replace what a template says; it is reviewed again. Name and language stay, and an approved one's category."""
    if template.status not in EDITABLE:
        status = STATUSES.get(template.status, template.status)
        raise Refusal("not_editable", _("Meta does not let this template be changed now: %(status)s.", status=status))
    _check(draft)
    template_id, meta_id = template.id, template.meta_id
    changes = {key: value for key, value in draft.document().items() if key in ("components", "category")}
    if template.status == "APPROVED":
        changes.pop("category")
    _at_meta(template.account_id, template.waba_id, lambda meta: meta.edit(meta_id, changes))
    row = db.session.get(MessageTemplate, template_id)
    row.components, row.category = changes["components"], changes.get("category", row.category)
    row.parameter_format, row.rejected_reason = draft.parameter_format, None
    # Meta says only that it has taken it; what has become of it is told when it is asked.
    syncing.refresh.later(row.id)


def delete(template: MessageTemplate) -> None:
    """Delete one language of a template. Meta keeps the name of an approved one reserved for 30 days."""
    template_id, meta_id, name = template.id, template.meta_id, template.name
    _at_meta(template.account_id, template.waba_id, lambda meta: meta.delete(meta_id, name))
    row = db.session.get(MessageTemplate, template_id)
    row.status, row.deleted_at = DELETED, clock.now()


def set_favourite(user: User, template: MessageTemplate, wanted: bool) -> None:
    """Put a template at hand for this person, or away again; doing so twice is doing it once."""
    if wanted:
        row = insert(TemplateFavourite).values(user_id=user.id, template_id=template.id)
        db.session.execute(row.on_conflict_do_nothing())
    else:
        db.session.query(TemplateFavourite).filter_by(user_id=user.id, template_id=template.id).delete()


def _check(draft: Draft) -> None:
    faults = draft.check()
    if faults:
        fields = {fault.field: _(fault.message) % {"limit": fault.limit} for fault in faults}
        raise invalid(fields, _("This template breaks rules of Meta."))


def _row(account_id: int, waba_id: str, draft: Draft) -> MessageTemplate | None:
    key = {"account_id": account_id, "waba_id": waba_id, "name": draft.name, "language": draft.language}
    return db.session.query(MessageTemplate).filter_by(**key).one_or_none()


def _at_meta(account_id: int, waba_id: str, work):
    meta = syncing.meta_templates(account_id, waba_id)
    if meta is None:
        raise Refusal("no_number", _("No connected number belongs to this WhatsApp account."))
    try:
        return work(meta)
    except GraphError as error:
        raise refusal(error) from error
