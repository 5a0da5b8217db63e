"""Teams: everybody may look, admins look after them."""

from collections.abc import Mapping

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from chatapp import conversations, teams
from chatapp.accounts import queries as accounts
from chatapp.accounts import set_account_policies
from chatapp.extensions import db
from chatapp.models import Role
from chatapp.refusals import Refusal, invalid
from chatapp.teams import queries, schema
from chatapp.web.done import done
from chatapp.web.forms import Field, field, fields, sent_names
from chatapp.web.negotiation import wants_fragment, wants_json
from chatapp.web.respond import respond
from chatapp.web.security import current_user, roles, signed_in

blueprint = Blueprint("teams", __name__, url_prefix="/teams")
PAGE = "teams/index.html"
LONGEST_NAME = 40
SIGHT = ("agents_see_unassigned", "agents_see_their_teams")


@blueprint.get("")
@signed_in
def index() -> Response:
    """The company's teams with their members."""
    return respond(PAGE, _page(), schema=schema.several)


@blueprint.post("")
@roles(Role.ADMIN)
def create() -> Response:
    """`name`, and `members`: ids of people."""
    try:
        team = teams.create(current_user.account, field("name", max_length=LONGEST_NAME), _members() or [])
    except Refusal as refusal:
        return _mistaken(refusal, 0)
    db.session.commit()
    return done(_("The team was made."), {"team": team}, "/teams", 201, schema.alone)


@blueprint.get("/<int:team_id>")
@signed_in
def show(team_id: int) -> Response:
    """The page has no place for one alone: a program's."""
    return respond(PAGE, {**_page(), "team": queries.get(current_user, team_id)}, schema=schema.alone)


@blueprint.post("/<int:team_id>")
@blueprint.patch("/<int:team_id>", endpoint="update")
@roles(Role.ADMIN)
def change(team_id: int) -> Response:
    """Another `name`, other `members`; what a program does not send stays."""
    team = queries.get(current_user, team_id)
    try:
        name = field("name", max_length=LONGEST_NAME) if "name" in sent_names() or not wants_json() else None
        teams.change(team, name=name, members=_members())
    except Refusal as refusal:
        return _mistaken(refusal, team_id)
    db.session.commit()
    return done(_("The team was saved."), {"team": team}, "/teams", 200, schema.alone)


@blueprint.delete("/<int:team_id>")
@blueprint.post("/<int:team_id>/deletion", endpoint="delete_by_form")
@roles(Role.ADMIN)
def delete(team_id: int) -> Response:
    """Refused (409) while conversations wait in it."""
    teams.delete(queries.get(current_user, team_id))
    db.session.commit()
    return done(_("The team was deleted."), {}, "/teams", 204 if wants_json() else 200, dict)


@blueprint.post("/sight")
@blueprint.patch("/sight", endpoint="update_sight")
@roles(Role.ADMIN)
def sight() -> Response:
    """What agents see of what nobody has taken: `agents_see_unassigned`, `agents_see_their_teams`."""
    seen = fields(**{name: Field(bool, default=None if wants_json() else False) for name in SIGHT})
    set_account_policies(current_user.account, **seen)
    db.session.commit()
    return done(_("Saved."), {"account": current_user.account}, "/teams", 200, schema.sight)


def _members() -> list[int] | None:
    """A form without a tick has nobody; a program that says nothing changes nothing."""
    if request.is_json and "members" not in sent_names():
        return None
    sent = request.get_json()["members"] if request.is_json else request.form.getlist("members")
    try:
        return [Field(int).read(each) for each in _listed(sent)]
    except ValueError:
        words = _("This is not one of the possible values.")
        raise invalid({"members": words}, _("Please check what you entered.")) from None


def _listed(sent: object) -> list:
    if not isinstance(sent, list):
        raise ValueError(sent)
    return sent


def _page(mistaken: int | None = None, errors: Mapping[str, str] | None = None) -> dict:
    """`mistaken` is the team whose form comes back (0: the new one), with what was typed."""
    account_id = current_user.account_id
    return {
        "teams": queries.of_account(account_id),
        "people": accounts.assignable(account_id),
        "mistaken": mistaken,
        "errors": errors or {},
        "typed": {"name": request.form.get("name", ""), "members": request.form.getlist("members", int)},
        "counts": conversations.queries.counts(current_user),
    }


def _mistaken(refusal: Refusal, team_id: int) -> Response:
    """The form again with what was typed and what is wrong with it; everybody else hears the refusal itself."""
    if wants_json() or wants_fragment() or not refusal.fields:
        raise refusal
    db.session.rollback()
    return respond(PAGE, _page(team_id, refusal.fields), status=refusal.status)
