"""Uploads: a file is sent by itself, before the message that shows it, and asked about until it is ready."""

from flask import Blueprint, Response, request

from chatapp.extensions import db, limiter
from chatapp.media import queries, receiving_uploads, schema
from chatapp.media.conversions.limits import BROUGHT
from chatapp.media.pages import Upload
from chatapp.models import Media
from chatapp.web.respond import respond
from chatapp.web.security import current_user, signed_in

blueprint = Blueprint("uploads", __name__)
LONGEST_NAME = 240


@blueprint.url_value_preprocessor
def _may_be_long(_endpoint: str | None, _values: dict | None) -> None:
    """Before the form token is looked for, which opens the body. The kind's own limit is checked while it is read."""
    request.max_content_length = max(BROUGHT.values()) + 1


@blueprint.put("/uploads")
@limiter.limit("120 per minute", key_func=lambda: f"uploads:{current_user.get_id()}")
@signed_in
def create() -> Response:
    """The body is the file, `?kind=` what it is to be sent as, `?filename=` what it is called."""
    kind, name = request.args.get("kind", ""), request.args.get("filename", "")
    account_id = current_user.account_id
    # The file may take minutes to come: a connection to the database would be missed elsewhere.
    db.session.rollback()
    kept = receiving_uploads.keep(account_id, kind, request.stream, request.content_length)
    row = receiving_uploads.receive(current_user._get_current_object(), kept, _tidied(name))
    db.session.commit()
    return _shown(row, status=201)


@blueprint.get("/uploads/<int:media_id>")
@signed_in
def show(media_id: int) -> Response:
    """How far it is: state, per cent, and why it is refused if it is."""
    return _shown(queries.upload(current_user, media_id))


@blueprint.delete("/uploads/<int:media_id>")
@signed_in
def discard(media_id: int) -> Response:
    receiving_uploads.discard(queries.upload(current_user, media_id))
    db.session.commit()
    return Response(status=204)


def _shown(row: Media, status: int = 200) -> Response:
    upload = Upload(row)
    return respond(
        "messages/_upload.html",
        {"upload": upload},
        status=status,
        schema=lambda **_: schema.as_json(row),
        location=upload.path if status == 201 else None,
    )


def _tidied(name: str) -> str | None:
    """The last part of whatever path, with its ending if it is long."""
    name = "".join(char for char in name.replace("\\", "/").rpartition("/")[2] if char.isprintable()).strip()
    stem, dot, ending = name.rpartition(".")
    if len(name) > LONGEST_NAME and dot and len(ending) < 10:
        return stem[: LONGEST_NAME - len(ending) - 1] + dot + ending
    return name[:LONGEST_NAME] or None
