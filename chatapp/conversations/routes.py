"""The list, one conversation, and what people do to it."""

from dataclasses import asdict

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from chatapp import conversations, realtime
from chatapp.accounts import queries as accounts
from chatapp.conversations import queries, schema
from chatapp.conversations.alarms import alarms
from chatapp.conversations.guards import streams_for
from chatapp.conversations.pages import ListPage, tab_and_status
from chatapp.conversations.previews import preview
from chatapp.extensions import db
from chatapp.messages import queries as threads
from chatapp.messages import read_receipts
from chatapp.messages.pages import ThreadPage, place
from chatapp.messages.schema import shown
from chatapp.models import Conversation, ConversationStatus, Team, User
from chatapp.refusals import invalid
from chatapp.teams import queries as teams
from chatapp.web.addresses import row_id
from chatapp.web.forms import field
from chatapp.web.negotiation import wants_fragment
from chatapp.web.respond import respond
from chatapp.web.security import current_user, signed_in

blueprint = Blueprint("conversations", __name__)
blueprint.add_app_template_filter(preview, "preview")
PAGE = "conversations/index.html"


@blueprint.get("/")
@blueprint.get("/conversations")
@signed_in
def index() -> Response:
    """The list; `?before=` asks for its next page. A phone's Back arrow asks htmx for the empty pane."""
    cursor = realtime.cursor()
    data = {**_list(), "conversation": None, "thread": None, **_watching(cursor)}
    return respond(PAGE, data, block=_asked_for(), schema=schema.conversations)


@blueprint.get("/conversations/<int:conversation_id>")
@signed_in
def show(conversation_id: int) -> Response:
    """One conversation, for a page with the list beside it; `?before=` begins higher up in the thread."""
    cursor = realtime.cursor()
    conversation = queries.get(current_user, conversation_id)
    page = ThreadPage(
        threads.thread(conversation, before=place("before")),
        conversation,
        assignable=accounts.assignable(conversation.account_id),
        teams=teams.choices(conversation.account_id),
        numbers=accounts.number_count(conversation.account_id),
        quoted=threads.quotable(conversation, request.args.get("reply", type=row_id)),
    )
    beside = {"counts": queries.counts(current_user)} if wants_fragment() else _list()
    data = {**beside, "conversation": conversation, "thread": page, **_watching(cursor, conversation)}
    return respond(PAGE, data, block="pane", schema=shown)


@blueprint.get("/conversations/counts")
@signed_in
def counts() -> Response:
    """The numbers on the tabs and the rail, and what is wrong with the company's lines."""
    data = {"counts": queries.counts(current_user), "alarms": alarms(current_user)}
    return respond("conversations/_pushed_counts.html", data, schema=lambda counts, alarms: asdict(counts))


@blueprint.post("/conversations/<int:conversation_id>/read")
@signed_in
def read(conversation_id: int) -> Response:
    """Somebody has it before their eyes, up to `message_id`: nothing of that is unread any more. Without it: all."""
    conversation = queries.get(current_user, conversation_id)
    message_id = field("message_id", int, default=None)
    up_to = threads.of_thread(conversation, message_id) if message_id is not None else None
    conversations.mark_read(conversation, current_user, up_to)
    read_receipts.opened(conversation, up_to)
    db.session.commit()
    return _done(conversation)


@blueprint.post("/conversations/<int:conversation_id>/typing")
@signed_in
def typing(conversation_id: int) -> Response:
    """An agent is writing: the customer may see it."""
    conversation = queries.get(current_user, conversation_id)
    read_receipts.typing(conversation)
    db.session.commit()
    return _done(conversation)


@blueprint.post("/conversations/<int:conversation_id>/status")
@signed_in
def change_status(conversation_id: int) -> Response:
    conversation = queries.get(current_user, conversation_id)
    conversations.set_status(conversation, field("status", ConversationStatus))
    db.session.commit()
    return _changed(conversation)


@blueprint.post("/conversations/<int:conversation_id>/assignment")
@signed_in
def assignment(conversation_id: int) -> Response:
    """Give it to `assignee_id`, or to nobody when that is empty."""
    conversation = queries.get(current_user, conversation_id)
    conversations.assign(conversation, _assignee(field("assignee_id", int, default=None)))
    db.session.commit()
    return _changed(conversation)


@blueprint.post("/conversations/<int:conversation_id>/team")
@signed_in
def team(conversation_id: int) -> Response:
    """Let `team_id` answer for it, or no team when that is empty."""
    conversation = queries.get(current_user, conversation_id)
    conversations.give_to_team(conversation, _team(field("team_id", int, default=None)))
    db.session.commit()
    return _changed(conversation)


def _asked_for() -> str:
    """Which block htmx will put in its place; it names that element as `tag#id`."""
    _tag, _, element = request.headers.get("HX-Target", "").partition("#")
    return element if element in ("rows", "pane") else "list"


def _assignee(user_id: int | None) -> User | None:
    if user_id is None:
        return None
    user = accounts.assignable_user(current_user.account_id, user_id)
    if user is None:
        raise invalid({"assignee_id": _("This person is not in your company.")}, _("Choose somebody in your company."))
    return user


def _team(team_id: int | None) -> Team | None:
    if team_id is None:
        return None
    found = teams.find(current_user.account_id, team_id)
    if found is None:
        raise invalid({"team_id": _("Your company has no such team.")}, _("Choose a team of your company."))
    return found


def _list() -> dict:
    tab, status = tab_and_status(current_user)
    page = ListPage.read(current_user, tab, status, request.args.get("before"))
    numbers = {"counts": queries.counts(current_user), "alarms": alarms(current_user)}
    return {"page": page, "tab": tab, "status": status, **numbers}


def _watching(cursor: str, conversation: Conversation | None = None) -> dict:
    """What the page's socket watches, and the moment from which it catches up."""
    streams = streams_for(current_user)
    if conversation is not None:
        streams.append(conversations.broadcasts.thread_stream(conversation.id))
    return {"cursor": cursor, "streams": " ".join(streams)}


def _changed(conversation: Conversation) -> Response:
    """The header as it is now; or nothing of it, if the change has taken the conversation out of sight."""
    (conversation,) = queries.for_display([conversation.id])
    return respond(
        "conversations/_pushed_header.html",
        {"conversation": conversation},
        schema=schema.alone,
        location=conversation.path,
    )


def _done(conversation: Conversation) -> Response:
    return respond(PAGE, {}, status=204, schema=dict, block=(), location=conversation.path)
