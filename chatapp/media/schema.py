"""Files as JSON."""

from datetime import datetime

from chatapp.media import failures, links, variants
from chatapp.media.links import Address
from chatapp.media.variants import Variant
from chatapp.models import Media


def as_json(m: Media, message_id: int | None = None) -> dict:
    """A file as the message `message_id` shows it. `urls` are paths that ask for the access token (with `Accept:
    application/json`) and answer with a link that works without it, for a short time. `duration` in milliseconds."""
    failure = failures.of(m)
    return {
        "id": m.id,
        "kind": m.kind,
        "state": m.state.value,
        "mime_type": m.mime_type,
        "file_name": m.file_name,
        "size": m.size,
        "width": m.width,
        "height": m.height,
        "duration": m.duration,
        "waveform": m.waveform,
        "pages": m.pages,
        "progress": m.progress,
        "urls": {name: links.path(m, name, message_id) for name in variants.available(m)},
        "failure": failure and {"code": failure.code, "message": failure.words, "can_retry": failure.can_retry},
    }


def address(address: Address, variant: Variant) -> dict:
    """Where the bytes are; `url` needs no token, supports ranges and works until `expires_at`."""
    return {
        "url": address.url,
        "expires_at": _moment(address.until),
        "mime_type": variant.content_type,
        "size": variant.size,
        "file_name": variant.file_name,
    }


def _moment(value: datetime) -> str:
    return value.isoformat()
