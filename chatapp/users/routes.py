"""Who works here: invited by link, given a role, sent away and let in again. For admins."""

from collections.abc import Mapping

from flask import Blueprint, Response, current_app, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from chatapp import accounts, conversations, password_resets
from chatapp.extensions import db
from chatapp.models import Role, User, UserState
from chatapp.refusals import Refusal
from chatapp.users import queries, schema
from chatapp.web.done import done
from chatapp.web.forms import Field, fields
from chatapp.web.negotiation import wants_fragment, wants_json
from chatapp.web.respond import respond
from chatapp.web.security import current_user, roles

blueprint = Blueprint("users", __name__, url_prefix="/users")
PAGE = "users/index.html"
INVITATION = {"email": Field(max_length=254), "name": Field(max_length=80), "role": Field(Role, Role.AGENT)}
ROLES = {Role.AGENT: _l("Agent"), Role.SUPERVISOR: _l("Supervisor"), Role.ADMIN: _l("Administrator")}
STATES = {UserState.INVITED: _l("Invited, has not come yet"), UserState.INACTIVE: _l("Deactivated")}


@blueprint.get("")
@roles(Role.ADMIN)
def index() -> Response:
    """Everybody of the company."""
    return respond(PAGE, _page(), schema=schema.several)


@blueprint.post("")
@roles(Role.ADMIN)
def invite() -> Response:
    """`email`, `name` and `role`; the answer holds the link to be sent to them, this once."""
    try:
        person = accounts.invite(current_user.account, **fields(**INVITATION))
    except Refusal as refusal:
        return _mistaken(refusal)
    return _invited(person)


@blueprint.get("/<int:user_id>")
@roles(Role.ADMIN)
def show(user_id: int) -> Response:
    return respond(PAGE, {**_page(), "person": queries.get(current_user, user_id)}, schema=schema.alone)


@blueprint.post("/<int:user_id>")
@blueprint.patch("/<int:user_id>", endpoint="update")
@roles(Role.ADMIN)
def change(user_id: int) -> Response:
    """Another `role`; `active`: no sends them away at once, yes lets them in again. What is not sent stays."""
    person = queries.get(current_user, user_id)
    sent = fields(role=Field(Role, default=None), active=Field(bool, default=None))
    if sent["role"] is not None:
        accounts.change_role(person, sent["role"])
    if sent["active"] is not None:
        (accounts.reactivate if sent["active"] else accounts.deactivate)(person)
    db.session.commit()
    return done(_("Saved."), {"person": person}, "/users", 200, schema.alone)


@blueprint.post("/<int:user_id>/invitation")
@roles(Role.ADMIN)
def invite_again(user_id: int) -> Response:
    """Another link for somebody who has not come yet; the former one ends."""
    person = queries.get(current_user, user_id)
    if person.state is not UserState.INVITED:
        raise Refusal("not_invited", _("Only who has not come yet needs an invitation."))
    accounts.end_sessions(person)
    return _invited(person)


@blueprint.post("/<int:user_id>/password-reset")
@roles(Role.ADMIN)
def reset_password(user_id: int) -> Response:
    """A link by which somebody who has lost their password chooses another; told this once."""
    person = queries.get(current_user, user_id)
    data = {"link": _address("password-resets", password_resets.link_token(person)), "is_reset": True}
    return respond(PAGE, {**_page(), "person": person, **data}, status=201, schema=schema.reset)


def _invited(person: User) -> Response:
    db.session.commit()
    db.session.refresh(person)
    link = _address("invitations", accounts.invitation_token(person))
    return respond(PAGE, {**_page(), "person": person, "link": link}, status=201, schema=schema.invited)


def _address(door: str, token: str) -> str:
    return f"{current_app.extensions['settings'].public_url}/{door}/{token}"


def _page(errors: Mapping[str, str] | None = None) -> dict:
    return {
        "people": queries.listed(current_user.account_id),
        "roles": ROLES,
        "role_choices": [(role.value, words) for role, words in ROLES.items()],
        "states": STATES,
        "person": None,
        "link": None,
        "is_reset": False,
        "typed": request.form if errors else {},
        "errors": errors or {},
        "counts": conversations.queries.counts(current_user),
    }


def _mistaken(refusal: Refusal) -> Response:
    """The form again with what was typed and what is wrong with it; everybody else hears the refusal itself."""
    if wants_json() or wants_fragment() or not refusal.fields:
        raise refusal
    db.session.rollback()
    return respond(PAGE, _page(refusal.fields), status=refusal.status)
