"""What the request says of a message that is being written, and what its form needs to be shown."""

import json
from typing import Any
from uuid import uuid4

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from chatapp.composing import shapes
from chatapp.composing.draft import Draft
from chatapp.conversations import queries as conversations
from chatapp.kinds import REGISTRY
from chatapp.media.pages import Upload
from chatapp.models import Conversation
from chatapp.refusals import Refusal, invalid
from chatapp.web.forms import Field, fields
from chatapp.web.nested import nested
from chatapp.web.security import current_user

PAGE = "composing/page.html"
#: What is written in a panel; texts, files and reactions have the thread itself, templates a feature of their own.
IN_PANELS = tuple(
    name
    for name, kind in REGISTRY.items()
    if kind.sendable and not kind.media_kind and name not in ("text", "reaction", "template")
)
#: Fields of forms that say something about the message, or about the form, but are not in the message.
_BESIDE = {
    "add",
    "client_id",
    "content",
    "csrf_token",
    "kind",
    "panel",
    "pick",
    "q",
    "quoted_id",
    "remove",
    "search",
    "taps",
    "type",
}


def content_of(kind: str) -> Any:
    """What is to be said, in the shape of `kinds.compose`: `content`, as JSON; or the fields of a form by their paths;
    or, from a program, just the `body` of a text."""
    content = fields(content=Field(_json, default=None))["content"]
    if content is None:
        content = request.get_json() if request.is_json else nested(_form())
        content = _as_meant(kind, {name: value for name, value in content.items() if name not in _BESIDE})
    return shapes.identified(kind, content) if isinstance(content, dict) else content


def came_from_a_panel(kind: str) -> bool:
    """Whether a form of ours was sent, which can be shown again with what is wrong."""
    return not request.is_json and "panel" in request.form and kind in IN_PANELS


def refused(conversation: Conversation, kind: str, refusal: Refusal) -> dict:
    """The form as it was sent, with what keeps it from being a message."""
    draft = Draft(kind, content_of(kind), refusal.fields, str(refusal.message))
    return panel(conversation, draft)


def panel(conversation: Conversation, draft: Draft, **more: object) -> dict:
    """What the form of a message needs."""
    return {
        "conversation": conversation,
        "draft": draft,
        "client_id": str(uuid4()),
        "quoted_id": request.values.get("quoted_id", ""),
        "counts": conversations.counts(current_user),
        **more,
    }


def file(conversation: Conversation, upload: Upload | None) -> dict:
    """What the page of one file needs; `upload` once it has come."""
    return {
        "conversation": conversation,
        "upload": upload,
        "client_id": str(uuid4()),
        "counts": conversations.counts(current_user),
    }


def chosen_file() -> FileStorage:
    """The file of the form; Refusal 422 when none was chosen."""
    chosen = request.files.get("file")
    if chosen is None or not chosen.filename:
        raise invalid({"file": _("Choose a file first.")}, _("Choose a file first."))
    return chosen


def _form() -> list[tuple[str, str]]:
    return [pair for name in request.form for pair in ((name, value) for value in request.form.getlist(name))]


def _as_meant(kind: str, content: dict[str, Any]) -> dict[str, Any]:
    """Forms cannot leave things out: a header without a type is no header, lines are a list."""
    header = content.get("header")
    if isinstance(header, dict) and not header.get("type"):
        del content["header"]
        if header.get("text") and _takes_only_text(kind):
            content["header"] = {"type": "text", **header}
    if kind == "product_list":
        sections = content.get("sections")
        content["sections"] = (
            [_products(section) for section in sections if isinstance(section, dict)] if sections else []
        )
    return content


def _takes_only_text(kind: str) -> bool:
    return getattr(REGISTRY.get(kind), "header_types", ()) == ("text",)


def _products(section: dict[str, Any]) -> dict[str, Any]:
    listed = section.get("products")
    return section | {"products": listed.split()} if isinstance(listed, str) else section


def _json(sent: Any) -> Any:
    return json.loads(sent) if isinstance(sent, str) else sent
