"""Looking after templates: the list, synchronising it, one of them, deleting it. For admins and supervisors."""

from dataclasses import asdict

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_babel import ngettext

from chatapp import message_templates
from chatapp.conversations import queries as conversations
from chatapp.extensions import db, limiter
from chatapp.message_templates import queries, schema, syncing
from chatapp.message_templates.graph_templates import EndlessList
from chatapp.message_templates.languages import language_name
from chatapp.message_templates.pages import TemplateView
from chatapp.message_templates.queries import Filter
from chatapp.message_templates.refused import refusal as meta_refusal
from chatapp.message_templates.statuses import CATEGORIES, STATUSES
from chatapp.message_templates.syncing import Changes
from chatapp.models import MessageTemplate, Role, User
from chatapp.refusals import Refusal
from chatapp.web.done import done
from chatapp.web.forms import field
from chatapp.web.respond import respond
from chatapp.web.security import current_user, roles, signed_in
from chatapp.whatsapp.failures import GraphError

blueprint = Blueprint("message_templates", __name__)
blueprint.add_app_template_filter(language_name, "language_name")
looks_after_them = roles(Role.ADMIN, Role.SUPERVISOR)
FILTERS = {"search": "q", "status": "status", "category": "category", "language": "language"}


@blueprint.get("/templates")
@looks_after_them
def index() -> Response:
    """`?q=` looks into names and texts; `?status=`, `?category=` and `?language=` are Meta's words."""
    wanted = Filter(**{name: request.args.get(key, "").strip() for name, key in FILTERS.items()})
    rows, favourites = queries.listed(_me(), wanted), queries.favourites(_me())
    data = {
        "rows": rows,
        "favourites": favourites,
        "templates": [TemplateView(row, favourites) for row in rows],
        "wanted": wanted,
        "most": queries.MOST,
        "choices": _choices(),
        "counts": conversations.counts(current_user),
    }
    return respond("message_templates/index.html", data, block="found", schema=schema.listed)


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
    return done(_told(found), {"changes": found}, "/templates", schema=lambda changes, **_: asdict(changes))


@blueprint.get("/templates/<int:template_id>")
@looks_after_them
def show(template_id: int) -> Response:
    data = _one(queries.get(_me(), template_id))
    return respond(
        "message_templates/show.html", {**data, "counts": conversations.counts(current_user)}, schema=schema.alone
    )


@blueprint.post("/templates/<int:template_id>/deletion")
@blueprint.delete("/templates/<int:template_id>", endpoint="delete")
@looks_after_them
def delete(template_id: int) -> Response:
    message_templates.delete(queries.get(_me(), template_id))
    db.session.commit()
    return done(_("The template was deleted."), {}, "/templates", 204, dict)


@blueprint.post("/templates/<int:template_id>/favourite")
@signed_in
def favourite(template_id: int) -> Response:
    """`wanted`: yes or no. For everybody who sends templates."""
    row = queries.get(_me(), template_id)
    message_templates.set_favourite(_me(), row, field("wanted", bool))
    db.session.commit()
    return respond("message_templates/_favourite.html", _one(row), schema=schema.alone, location="/templates")


def _me() -> User:
    return current_user._get_current_object()


def _one(row: MessageTemplate) -> dict:
    favourites = queries.favourites(_me())
    return {"row": row, "favourites": favourites, "template": TemplateView(row, favourites)}


def _choices() -> dict[str, list]:
    return {
        "status": [(code, str(words)) for code, words in STATUSES.items()],
        "category": [(code, str(words)) for code, words in CATEGORIES.items()],
        "language": queries.languages(_me()),
    }


def _told(found: Changes) -> str:
    if not (found.added or found.changed or found.deleted):
        return _("Everything is up to date: %(n)s templates.", n=found.unchanged)
    parts = [
        ngettext("%(num)s new", "%(num)s new", found.added) if found.added else "",
        ngettext("%(num)s changed", "%(num)s changed", found.changed) if found.changed else "",
        ngettext("%(num)s deleted", "%(num)s deleted", found.deleted) if found.deleted else "",
    ]
    return _("Synchronised with Meta: %(changes)s.", changes=", ".join(filter(None, parts)))
