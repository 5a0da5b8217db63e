"""Files for those who may see them: a lasting path, the short-lived link behind it, and "try again"."""

from flask import Blueprint, Response, abort, redirect, request, send_file

from chatapp import media
from chatapp.clock import now
from chatapp.extensions import db
from chatapp.media import links, queries, schema, variants
from chatapp.media.links import Address, Link
from chatapp.media.variants import Variant
from chatapp.messages import queries as messages
from chatapp.messages.bubbles import Bubble
from chatapp.models import Media
from chatapp.storage import NotKept, storage
from chatapp.web.negotiation import VARY, wants_json
from chatapp.web.respond import json_response, respond
from chatapp.web.security import cookie_user, current_user, public, signed_in

blueprint = Blueprint("media", __name__)
#: Whatever is in a file, it has no origin, no scripts and nobody to talk to.
SANDBOX = "default-src 'none'; img-src 'self'; media-src 'self'; frame-ancestors 'none'; sandbox"


@blueprint.get("/media/<int:media_id>/<any(original, thumbnail, poster, playable):variant>")
@signed_in
def show(media_id: int, variant: str) -> Response:
    """A file as a message shows it. Browsers are led on to its link; programs are told the link."""
    row = queries.get(current_user, media_id, request.args.get("message", type=int))
    found = variants.of(row, variant) or abort(404)
    address = links.address(row, variant, found, download="download" in request.args)
    response = json_response(schema.address(address, found)) if wants_json() else _led_on(address)
    response.vary.update(VARY)
    return response


@blueprint.get("/files/<token>")
@public
def file(token: str) -> Response:
    """The bytes behind one of our own links, which is its own permission: for a short time, one file of one company.

    Answers ranges (206, 416) and "still the same?" (304)."""
    link = links.read(token) or abort(404)
    visitor = cookie_user()
    if visitor is not None and visitor.account_id != link.account_id:
        abort(404)
    row = queries.of_account(link.account_id, link.media_id)
    found = row and variants.of(row, link.variant)
    return _bytes(link, found) if found else abort(404)


@blueprint.post("/media/<int:media_id>/pull")
@signed_in
def pull(media_id: int) -> Response:
    """Fetch a file that failed once more; answers with the message that shows it."""
    row = queries.get(current_user, media_id)
    media.pull_again(row)
    db.session.commit()
    return _shown(row)


def _led_on(address: Address) -> Response:
    response = redirect(address.url, 302)
    response.headers["Cache-Control"] = f"private, max-age={int(address.fresh.total_seconds())}"
    return response


def _bytes(link: Link, found: Variant) -> Response:
    try:
        with storage().file(found.key) as path:
            response = send_file(path, found.content_type, conditional=True, etag=found.sha256 or found.key)
    except NotKept:
        abort(404)
    response.headers["Content-Disposition"] = found.disposition(download=link.download)
    response.headers["Content-Security-Policy"] = SANDBOX
    left = int((link.until - now()).total_seconds())
    response.headers["Cache-Control"] = f"private, max-age={left}, immutable"
    return response


def _shown(row: Media) -> Response:
    (message,) = messages.for_display([row.message_id])
    return respond(
        "messages/_pushed.html",
        {"message": Bubble(message)},
        schema=lambda **_: schema.as_json(row, message.id),
        location=message.conversation.path,
    )
