"""Looking after templates: the list, synchronising it, making, changing and deleting. For admins and supervisors."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, flash, request
from flask_babel import gettext as _
from flask_babel import ngettext

from chatapp import message_templates
from chatapp.conversations import queries as conversations
from chatapp.extensions import db, limiter
from chatapp.kinds.reading import mapping, whole
from chatapp.media import queries as files
from chatapp.message_templates import queries, sampling, schema, syncing
from chatapp.message_templates.draft_pages import DraftForm
from chatapp.message_templates.drafts import Draft
from chatapp.message_templates.graph_templates import EndlessList
from chatapp.message_templates.languages import language_name
from chatapp.message_templates.pages import TemplateView
from chatapp.message_templates.queries import Filter
from chatapp.message_templates.refused import refusal as meta_refusal
from chatapp.message_templates.statuses import CATEGORIES, STATUSES
from chatapp.message_templates.syncing import Changes
from chatapp.models import MediaState, MessageTemplate, Role, User
from chatapp.refusals import Refusal, invalid
from chatapp.web.forms import field
from chatapp.web.negotiation import wants_fragment, wants_json
from chatapp.web.nested import nested
from chatapp.web.respond import respond
from chatapp.web.security import current_user, roles, signed_in
from chatapp.whatsapp.failures import GraphError

blueprint = Blueprint("message_templates", __name__)
blueprint.add_app_template_filter(language_name, "language_name")
looks_after_them = roles(Role.ADMIN, Role.SUPERVISOR)
LIST, ONE, FORM = (f"message_templates/{name}.html" for name in ("index", "show", "form"))


@blueprint.get("/templates")
@looks_after_them
def index() -> Response:
    """`?q=` looks into names and texts; `?status=`, `?category=` and `?language=` are Meta's words."""
    wanted = Filter(**{name: request.args.get(key, "").strip() for name, key in _FILTERS.items()})
    rows, favourites = queries.listed(_me(), wanted), queries.favourites(_me())
    data = {
        "rows": rows,
        "favourites": favourites,
        "templates": [TemplateView(row, favourites) for row in rows],
        "wanted": wanted,
        "most": queries.MOST,
        "choices": _choices(),
    }
    return respond(LIST, _page(data), block="found", schema=schema.listed)


_FILTERS = {"search": "q", "status": "status", "category": "category", "language": "language"}


@blueprint.post("/templates/sync")
@limiter.limit("6 per minute", key_func=lambda: f"account {current_user.account_id}")
@looks_after_them
def sync() -> Response:
    """Ask Meta for all templates of the company, now; tells what has changed."""
    account_id, found = current_user.account_id, Changes()
    try:
        for _account, waba_id in queries.wabas(account_id):
            found += syncing.sync(account_id, waba_id)
    except GraphError as error:
        raise meta_refusal(error) from error
    except EndlessList:
        raise Refusal("meta_away", _("Meta's list of templates did not come to an end."), status=503) from None
    return _done(_told(found), {"changes": found}, "/templates", schema=lambda changes, **_: asdict(changes))


@blueprint.get("/templates/new")
@looks_after_them
def new() -> Response:
    return respond(FORM, _form(DraftForm(Draft(language="pt_BR", category="UTILITY"))))


@blueprint.post("/templates/draft")
@looks_after_them
def draft() -> Response:
    """The form as it stands, with fields for its variables; `add` names a type of button, `remove` a place."""
    sent = _sent()
    written = DraftForm(Draft.from_content(sent), sent).changed(request.form.get("add"), request.form.get("remove"))
    template_id = field("template_id", int, default=None)
    row = queries.get(_me(), template_id) if template_id else None
    return respond(FORM, _form(written, row), block="form")


@blueprint.post("/templates")
@looks_after_them
def create() -> Response:
    """Hand one in for review. A program sends what `Draft.from_content` reads, and `waba_id` if there are several."""
    sent, user = _sent(), _me()
    try:
        waba_id = _waba(sent)
        row = message_templates.create(user, waba_id, _sampled(Draft.from_content(sent), sent, waba_id))
    except Refusal as refusal:
        return _mistaken(refusal, sent)
    db.session.commit()
    return _done(_("The template was handed in for review."), {"row": row}, f"/templates/{row.id}", 201, schema.alone)


@blueprint.get("/templates/<int:template_id>")
@looks_after_them
def show(template_id: int) -> Response:
    row, favourites = queries.get(_me(), template_id), queries.favourites(_me())
    data = {"row": row, "favourites": favourites, "template": TemplateView(row, favourites)}
    return respond(ONE, _page(data), schema=schema.alone)


@blueprint.get("/templates/<int:template_id>/edit")
@looks_after_them
def edit_form(template_id: int) -> Response:
    row = queries.get(_me(), template_id)
    return respond(FORM, _form(DraftForm(_editable(row)), row))


@blueprint.post("/templates/<int:template_id>")
@blueprint.patch("/templates/<int:template_id>", endpoint="patch")
@looks_after_them
def edit(template_id: int) -> Response:
    """Replace all that it says; name and language stay."""
    row, sent = queries.get(_me(), template_id), _sent()
    _editable(row)
    kept = {"name": row.name, "language": row.language, "category": sent.get("category") or row.category}
    try:
        changed = _sampled(Draft.from_content({**sent, **kept}), sent, row.waba_id)
        message_templates.edit(row, changed)
    except Refusal as refusal:
        return _mistaken(refusal, {**sent, **kept}, template_id)
    db.session.commit()
    row = queries.get(_me(), template_id)
    return _done(_("The change was handed in for review."), {"row": row}, f"/templates/{row.id}", 200, schema.alone)


@blueprint.post("/templates/<int:template_id>/deletion")
@blueprint.delete("/templates/<int:template_id>", endpoint="delete")
@looks_after_them
def delete(template_id: int) -> Response:
    row = queries.get(_me(), template_id)
    message_templates.delete(row)
    db.session.commit()
    return _done(_("The template was deleted."), {}, "/templates", 204, dict)


@blueprint.post("/templates/<int:template_id>/favourite")
@signed_in
def favourite(template_id: int) -> Response:
    """`wanted`: yes or no. For everybody who sends templates."""
    row = queries.get(_me(), template_id)
    message_templates.set_favourite(_me(), row, field("wanted", bool))
    db.session.commit()
    favourites = queries.favourites(_me())
    data = {"row": row, "favourites": favourites, "template": TemplateView(row, favourites)}
    return respond("message_templates/_favourite.html", data, schema=schema.alone, location="/templates")


def _me() -> User:
    return current_user._get_current_object()


def _page(data: dict) -> dict:
    return {**data, "counts": conversations.counts(current_user)}


def _choices() -> dict[str, list[tuple[str, str]]]:
    return {
        "status": [(code, str(words)) for code, words in STATUSES.items()],
        "category": [(code, str(words)) for code, words in CATEGORIES.items()],
        "language": queries.languages(_me()),
    }


def _sent() -> dict[str, Any]:
    """The form's fields by their paths, or the JSON object."""
    found = request.get_json(silent=True) if request.is_json else nested(request.form.items())
    return found if isinstance(found, dict) else {}


def _waba(sent: Mapping[str, Any]) -> str:
    """Where a new one is made: the account that was named, or the only one."""
    known = list(queries.waba_labels(current_user.account_id))
    wanted = sent.get("waba_id") or (known[0] if len(known) == 1 else None)
    if wanted not in known:
        raise invalid({"waba_id": _("Choose one of your WhatsApp accounts.")}, _("Please check what you entered."))
    return wanted


def _sampled(written: Draft, sent: Mapping[str, Any], waba_id: str) -> Draft:
    """With Meta's handle for the upload that was chosen as a sample."""
    media_id = mapping(sent.get("header")).get("media_id")
    if not media_id or not sampling.wants_file(written):
        return written
    file = files.get(_me(), whole({"id": str(media_id)}, "id"))
    if file.kind != written.header_type.lower() or file.state is not MediaState.READY:
        words = _("Choose a file of this kind, and wait until it is ready.")
        raise invalid({"header.media_id": words}, _("Please check what you entered."))
    return written.with_handle(sampling.handle(file, waba_id))


def _editable(row: MessageTemplate) -> Draft:
    found = Draft.of(row)
    if found is None:
        words = _("This template has parts that can only be changed in WhatsApp Manager.")
        raise Refusal("not_editable", words)
    return found


def _form(form: DraftForm, row: MessageTemplate | None = None) -> dict:
    return _page(
        {
            "form": form,
            "draft": form.draft,
            "template": row and TemplateView(row),
            "wabas": list(queries.waba_labels(current_user.account_id).items()),
        }
    )


def _mistaken(refusal: Refusal, sent: dict[str, Any], template_id: int | None = None) -> Response:
    """The form again with what was typed and what is wrong with it; a program hears the refusal itself."""
    if wants_json():
        raise refusal
    db.session.rollback()
    row = queries.get(_me(), template_id) if template_id else None
    form = DraftForm(Draft.from_content(sent), sent, refusal.fields, str(refusal.message))
    return respond(FORM, _form(form, row), block="form", status=refusal.status)


def _done(words: str, data: dict, location: str, status: int = 200, schema=None) -> Response:
    """A program gets JSON; a person's page goes on to `location` and says what was done."""
    if not wants_json():
        flash(words)
    if wants_fragment():
        return Response(status=204, headers={"HX-Redirect": location})
    return respond(LIST, data, status=status, schema=schema, location=location)


def _told(found: Changes) -> str:
    if not (found.added or found.changed or found.deleted):
        return _("Everything is up to date: %(n)s templates.", n=found.unchanged)
    parts = [
        ngettext("%(num)s new", "%(num)s new", found.added) if found.added else "",
        ngettext("%(num)s changed", "%(num)s changed", found.changed) if found.changed else "",
        ngettext("%(num)s deleted", "%(num)s deleted", found.deleted) if found.deleted else "",
    ]
    return _("Synchronised with Meta: %(changes)s.", changes=", ".join(filter(None, parts)))
