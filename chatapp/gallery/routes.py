"""What was shared in a conversation, page by page."""

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from chatapp.conversations import queries as conversations
from chatapp.gallery import queries
from chatapp.gallery.pages import GalleryPage
from chatapp.gallery.queries import Shelf
from chatapp.messages import schema
from chatapp.messages.pages import place
from chatapp.refusals import invalid
from chatapp.web.respond import respond
from chatapp.web.security import current_user, signed_in

blueprint = Blueprint("gallery", __name__)


@blueprint.get("/conversations/<int:conversation_id>/files")
@signed_in
def index(conversation_id: int) -> Response:
    """`?shelf=pictures` or `documents`, the newest first; `?before=` a cursor, what is older."""
    conversation = conversations.get(current_user, conversation_id)
    shelf = _shelf()
    page = GalleryPage(conversation, shelf, queries.shared(conversation, shelf, place("before")))
    data = {"conversation": conversation, "gallery": page}
    return respond("gallery/index.html", data, block="files", schema=_as_json)


def _shelf() -> Shelf:
    try:
        return Shelf(request.args.get("shelf", Shelf.PICTURES))
    except ValueError:
        words = _("This is not one of the possible values.")
        raise invalid({"shelf": words}, words) from None


def _as_json(gallery: GalleryPage, **_rest: object) -> dict:
    """The messages that carry the files; `older` goes into `?before=`."""
    return {"messages": schema.several(gallery.messages), "older": gallery.older}
