"""Media: upload, look up, delete, and the download host."""

from flask import request, send_file
from flask.typing import ResponseReturnValue

from ..errors import GraphError, nothing_there
from ..media import Media
from ..media.rules import check_upload
from ..validation.shape import missing
from ..world import world
from .blueprint import graph, own_number


@graph.post("/<node:number_id>/media")
def upload_media(number_id: str) -> ResponseReturnValue:
    """``multipart/form-data`` with ``messaging_product``, ``file`` and (documented, not demanded) ``type``."""
    number = own_number(number_id)
    if request.form.get("messaging_product") != "whatsapp":
        raise missing("messaging_product")
    file = request.files.get("file")
    if file is None:
        raise missing("file")
    mime_type = request.form.get("type") or file.mimetype
    # A bare "audio" in type is not a MIME type; Meta then looks at the part's own header.
    if "/" not in mime_type:
        mime_type = file.mimetype
    size = file.stream.seek(0, 2)
    file.stream.seek(0)
    check_upload(mime_type, size)
    media = world().media.keep(number.id, "business", mime_type, file.filename, file.stream)
    return {"id": media.id}


def own_media(media_id: str) -> Media:
    """A living media id; with ``phone_number_id`` only if that number owns it."""
    media = world().media.get(media_id)
    owner = request.args.get("phone_number_id")
    if media is None or (owner and owner != media.number_id):
        raise nothing_there(media_id)
    return media


def show_media(media: Media) -> ResponseReturnValue:
    """``file_size`` is a string in Meta's reference, ``sha256`` is hexadecimal here and base64 in webhooks."""
    return {
        "url": world().media.link(media, world().board.now.media_url_seconds),
        "mime_type": media.mime_type,
        "sha256": media.sha256.hex(),
        "file_size": str(media.size),
        "id": media.id,
        "messaging_product": "whatsapp",
    }


@graph.get("/whatsapp_business/attachments/")
def download_media() -> ResponseReturnValue:
    """The bytes, for five minutes and for the bearer of the token; 404 afterwards."""
    media = world().media.opened(*(request.args.get(key, "") for key in ("mid", "ext", "hash")))
    if media is None:
        raise GraphError(100, message="Media not found or the link has expired", subcode=33, http=404)
    return send_file(world().media.path(media), mimetype=media.mime_type)
