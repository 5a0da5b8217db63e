"""The list, one conversation, and what people do to it."""

from dataclasses import asdict

from flask import Blueprint, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from chatapp import accounts, conversations, realtime
from chatapp.conversations import queries, schema
from chatapp.conversations.queries import TABS, Position
from chatapp.extensions import db
from chatapp.messages import queries as threads
from chatapp.messages import read_receipts
from chatapp.messages import schema as message_schema
from chatapp.models import Conversation, ConversationStatus
from chatapp.refusals import invalid
from chatapp.web.forms import field
from chatapp.web.pagination import decode_cursor, encode_cursor
from chatapp.web.respond import respond
from chatapp.web.security import signed_in

blueprint = Blueprint("conversations", __name__)


@blueprint.get("/")
@signed_in
def home():
    return respond("conversations/index.html", _list_data(), block="list", schema=schema.conversations)


@blueprint.get("/conversations")
@signed_in
def index():
    """The list; htmx asks for its next page with `?before=`."""
    block = "rows" if "before" in request.args else "list"
    return respond("conversations/index.html", _list_data(), block=block, schema=schema.conversations)


@blueprint.get("/conversations/<int:conversation_id>")
@signed_in
def show(conversation_id: int):
    """The list with one conversation open beside it."""
    cursor = realtime.cursor()
    conversation = queries.get(current_user, conversation_id)
    data = _thread_data(conversation)
    if not realtime_only_pane():
        data = {**_list_data(), **data}
    return respond("conversations/index.html", {**data, "cursor": cursor}, block="pane", schema=schema.shown)


@blueprint.get("/conversations/counts")
@signed_in
def counts():
    """The numbers on the tabs and the rail."""
    data = {"counts": queries.counts(current_user), "tab": _tab()}
    return respond("conversations/_counts.html", data, schema=lambda counts, **_: asdict(counts))
