"""Making and changing templates: at Meta first, which decides, then in our copy."""

from collections.abc import Mapping

from flask_babel import gettext as _

from chatapp import clock
from chatapp.extensions import db
from chatapp.message_templates import queries, syncing
from chatapp.message_templates.asking import at_meta
from chatapp.message_templates.authoring.draft import Draft
from chatapp.message_templates.authoring.sampling import sampled
from chatapp.message_templates.statuses import APPROVED, EDITABLE, STATUSES
from chatapp.models import Media, MessageTemplate, User
from chatapp.refusals import Refusal, invalid


def create(user: User, waba_id: str, draft: Draft, uploads: Mapping[str, Media]) -> MessageTemplate:
    """Hand a new template in for review; Refusal 422 for what breaks Meta's rules, 409 with Meta's reason.

    `uploads` are the samples that `draft.uploads` names. The row is new, or that of a template of the same name which
    was deleted before.
    """
    _check(draft)
    if queries.named(user.account_id, waba_id, draft.name, draft.language):
        fields = {"name": _("There is a template with this name in this language already.")}
        raise invalid(fields, _("Please check what you entered."))
    account_id = user.account_id
    document = sampled(draft, uploads, account_id, waba_id).document()
    answer = at_meta(account_id, waba_id, lambda meta: meta.create(document))
    row = _row(account_id, waba_id, draft) or MessageTemplate(account_id=account_id, waba_id=waba_id)
    db.session.add(row)
    told = {"rejected_reason": None, **document, **answer}
    syncing.write(row, told, clock.now())
    row.name, row.language, row.category_change = draft.name, draft.language, None
    db.session.flush()
    return row


def edit(template: MessageTemplate, draft: Draft, uploads: Mapping[str, Media]) -> None:
    """Replace what a template says; it is reviewed again. Name and language stay, and an approved one's category."""
    if template.status not in EDITABLE:
        status = STATUSES.get(template.status, template.status)
        raise Refusal("not_editable", _("Meta does not let this template be changed now: %(status)s.", status=status))
    _check(draft)
    template_id, meta_id, is_approved = template.id, template.meta_id, template.status == APPROVED
    account_id, waba_id = template.account_id, template.waba_id
    document = sampled(draft, uploads, account_id, waba_id).document()
    changes = {key: document[key] for key in ("components", "category") if not (is_approved and key == "category")}
    at_meta(account_id, waba_id, lambda meta: meta.edit(meta_id, changes))
    row = db.session.get(MessageTemplate, template_id)
    row.components, row.category = changes["components"], changes.get("category", row.category)
    row.parameter_format, row.rejected_reason = draft.parameter_format, None
    # Meta says only that it has taken it; what has become of it is told when it is asked.
    syncing.refresh.later(row.id)


def _check(draft: Draft) -> None:
    faults = draft.check()
    if faults:
        fields = {fault.field: _(fault.message) % {"limit": fault.limit} for fault in faults}
        raise invalid(fields, _("This template breaks rules of Meta."))


def _row(account_id: int, waba_id: str, draft: Draft) -> MessageTemplate | None:
    key = {"account_id": account_id, "waba_id": waba_id, "name": draft.name, "language": draft.language}
    return db.session.query(MessageTemplate).filter_by(**key).one_or_none()
