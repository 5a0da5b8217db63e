"""Files from browsers and programs: streamed to the storage as they come, then converted."""

from dataclasses import dataclass

from flask_babel import gettext as _

from chatapp import clock
from chatapp.extensions import db
from chatapp.media import attaching, converting, failures, keeping, mime_types
from chatapp.media.conversions.limits import BROUGHT
from chatapp.models import Media, MediaState, User
from chatapp.refusals import Refusal, invalid
from chatapp.storage import new_key, storage
from chatapp.storage.port import Readable

#: What a file of each kind may be made of: `image/` of anything but pictures is refused before it is kept.
_MADE_OF = {
    "image": ("image/",),
    "video": ("video/", "image/gif"),
    "audio": ("audio/", "video/"),
    "voice": ("audio/", "video/"),
    "sticker": ("image/", "video/"),
    "document": ("",),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is in the storage, and in no row yet."""

    kind: str
    key: str
    size: int
    sha256: str
    mime_type: str | None


def keep(account_id: int, kind: str, stream: Readable, length: int | None) -> Kept:
    """Put all of `stream` into the storage, piece by piece; `length` is what was announced. Asks no database, because
    that can take minutes.

    Refuses, and keeps nothing of: kinds that are no files (422), too much (413), nothing (422), a wrong type (415).
    """
    if kind not in BROUGHT:
        raise invalid({"kind": _("This is not one of the possible values.")}, _("Please check what you entered."))
    if length is not None and length > BROUGHT[kind]:
        raise _refusal("too_large", 413)
    incoming = _Incoming(stream, BROUGHT[kind])
    if not incoming.head:
        raise _refusal("empty", 422)
    sniffed = mime_types.found(incoming.head)
    if sniffed and not sniffed.startswith(_MADE_OF[kind]):
        raise _refusal("wrong_kind", 415)
    key = new_key(account_id)
    written = storage().write(key, incoming, mime_types.UNKNOWN)
    return Kept(kind, key, written.size, written.sha256, sniffed)


def receive(user: User, kept: Kept, file_name: str | None) -> Media:
    """Write down what was kept, and have it converted."""
    media = Media(
        account_id=user.account_id,
        uploader_id=user.id,
        kind=kept.kind,
        state=MediaState.RECEIVED,
        storage_key=kept.key,
        size=kept.size,
        sha256=kept.sha256,
        mime_type=kept.mime_type,
        file_name=file_name,
        next_attempt_at=clock.now() + converting.LOOK_AGAIN,
    )
    db.session.add(media)
    db.session.flush()
    converting.prepare.later(media.id)
    return media


def discard(media: Media) -> None:
    """Forget an upload. Refusal 409 once a message or a quick reply shows it."""
    db.session.refresh(media, with_for_update=True)
    if attaching.is_shown(media):
        raise Refusal("media_in_use", _("This file belongs to a message."))
    keeping.discard([media])


def _refusal(code: str, status: int) -> Refusal:
    return Refusal(code, _(failures.WORDS[code]), status=status)


class _Incoming:
    """The body as the storage reads it: its beginning is known, and it never grows beyond `most` bytes."""

    def __init__(self, stream: Readable, most: int):
        self._stream, self._left = stream, most
        self.head = self._fill(mime_types.HEAD)
        self._rest = self.head

    def read(self, size: int, /) -> bytes:
        if self._rest:
            part, self._rest = self._rest[:size], self._rest[size:]
            return part
        return self._next(size)

    def _next(self, size: int) -> bytes:
        part = self._stream.read(size)
        self._left -= len(part)
        if self._left < 0:
            raise _refusal("too_large", 413)
        return part

    def _fill(self, size: int) -> bytes:
        head = b""
        while len(head) < size and (part := self._next(size - len(head))):
            head += part
        return head
