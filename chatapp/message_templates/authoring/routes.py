"""Writing a template and handing it in for review. For those who look after templates."""

from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from chatapp import message_templates
from chatapp.conversations import queries as conversations
from chatapp.extensions import db
from chatapp.kinds.reading import whole
from chatapp.media import queries as files
from chatapp.message_templates import queries, schema
from chatapp.message_templates.authoring.draft import Draft
from chatapp.message_templates.authoring.pages import DraftForm
from chatapp.message_templates.pages import TemplateView
from chatapp.models import Media, MessageTemplate, Role, User
from chatapp.refusals import Refusal, invalid
from chatapp.web.done import done
from chatapp.web.forms import field
from chatapp.web.negotiation import wants_json
from chatapp.web.nested import nested
from chatapp.web.respond import respond
from chatapp.web.security import current_user, roles

blueprint = Blueprint("template_authoring", __name__)
FORM = "message_templates/form.html"
looks_after_them = roles(Role.ADMIN, Role.SUPERVISOR)
BEGINNING = {"language": "pt_BR", "category": "UTILITY"}


@blueprint.get("/templates/new")
@looks_after_them
def new() -> Response:
    return respond(FORM, _form(DraftForm(BEGINNING)))


@blueprint.post("/templates/draft")
@looks_after_them
def draft() -> Response:
    """The form as it stands, with fields for its variables; `add` and `remove` change its shape."""
    form = DraftForm(_sent()).changed(request.form.get("add"), request.form.get("remove"))
    template_id = field("template_id", int, default=None)
    row = queries.get(_me(), template_id) if template_id else None
    return respond(FORM, _form(form, row), block="form")


@blueprint.post("/templates")
@looks_after_them
def create() -> Response:
    """Hand one in for review. A program sends what `Draft.from_content` reads, and `waba_id` if there are several."""
    sent = _sent()
    try:
        written, waba_id = Draft.from_content(sent), _waba(sent.get("waba_id"))
        row = message_templates.create(_me(), waba_id, written, _uploads(written))
    except Refusal as refusal:
        return _mistaken(refusal, sent)
    db.session.commit()
    return done(_("The template was handed in for review."), {"row": row}, f"/templates/{row.id}", 201, schema.alone)


@blueprint.get("/templates/<int:template_id>/edit")
@looks_after_them
def edit_form(template_id: int) -> Response:
    row = queries.get(_me(), template_id)
    return respond(FORM, _form(DraftForm(_editable(row).to_content()), row))


@blueprint.post("/templates/<int:template_id>")
@blueprint.patch("/templates/<int:template_id>", endpoint="patch")
@looks_after_them
def edit(template_id: int) -> Response:
    """Replace all that it says; name and language stay."""
    row = queries.get(_me(), template_id)
    _editable(row)
    sent = {"category": row.category, **_sent(), "name": row.name, "language": row.language}
    try:
        written = Draft.from_content(sent)
        message_templates.edit(row, written, _uploads(written))
    except Refusal as refusal:
        return _mistaken(refusal, sent, template_id)
    db.session.commit()
    row = queries.get(_me(), template_id)
    return done(_("The change was handed in for review."), {"row": row}, f"/templates/{row.id}", 200, schema.alone)


def _me() -> User:
    return current_user._get_current_object()


def _sent() -> dict[str, Any]:
    """The form's fields by their paths, or the JSON object."""
    found = request.get_json(silent=True) if request.is_json else nested(request.form.items(multi=True))
    return found if isinstance(found, dict) else {}


def _waba(wanted: Any) -> str:
    """Where a new one is made: the account that was named, or the only one."""
    known = list(queries.waba_labels(current_user.account_id))
    if not wanted and len(known) == 1:
        return known[0]
    if wanted not in known:
        raise invalid({"waba_id": _("Choose one of your WhatsApp accounts.")}, _("Please check what you entered."))
    return wanted


def _uploads(written: Draft) -> dict[str, Media]:
    """The files that were chosen as samples, by the paths of their headers."""
    chosen = {path: whole({"id": str(media_id)}, "id") for path, media_id in written.uploads.items()}
    return {path: files.get(_me(), media_id) for path, media_id in chosen.items()}


def _editable(row: MessageTemplate) -> Draft:
    found = Draft.of(row)
    if found is None:
        words = _("This template has parts that can only be changed in WhatsApp Manager.")
        raise Refusal("not_editable", words)
    return found


def _form(form: DraftForm, row: MessageTemplate | None = None) -> dict:
    return {
        "form": form,
        "draft": form.draft,
        "template": row and TemplateView(row),
        "wabas": list(queries.waba_labels(current_user.account_id).items()),
        "counts": conversations.counts(current_user),
    }


def _mistaken(refusal: Refusal, sent: dict[str, Any], template_id: int | None = None) -> Response:
    """The form again with what was typed and what is wrong with it; a program hears the refusal itself."""
    if wants_json():
        raise refusal
    db.session.rollback()
    row = queries.get(_me(), template_id) if template_id else None
    form = DraftForm(sent, refusal.fields, str(refusal.message))
    return respond(FORM, _form(form, row), block="form", status=refusal.status)
