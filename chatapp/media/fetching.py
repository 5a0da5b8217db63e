"""One attempt to get a file from Meta into our storage."""

import base64
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from chatapp.graph import graph
from chatapp.media import mime_types
from chatapp.media.claims import Wanted
from chatapp.media.mime_types import Judged
from chatapp.storage import Written, storage
from chatapp.whatsapp.downloads import Download, MediaLink
from chatapp.whatsapp.failures import ForeignLink, GraphError, Interrupted, LinkExpired

#: Meta takes at most 100 MB; whoever brings more is not believed.
LARGEST = 128 * 1024 * 1024
#: Seconds between two signs of life while a file is coming in.
HEARTBEAT = 10

log = logging.getLogger(__name__)


class TooLarge(GraphError):
    """Larger than any file of WhatsApp may be."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What we have now."""

    written: Written
    judged: Judged


def fetch(wanted: Wanted, alive: Callable[[], None]) -> Fetched:
    """Get the file and keep it under its key; `alive` is called now and then while it comes in, and may raise.

    The link that came with the webhook is tried first, once; then Meta is asked for a fresh one. Raises GraphError, or
    whatever the storage raises; then nothing is kept.
    """
    last: GraphError = LinkExpired("no link")
    for link in _links(wanted):
        alive()
        try:
            return _download(wanted, link, alive)
        except (LinkExpired, ForeignLink, _Unmeasured) as error:
            last = error
    raise last


class _Unmeasured(Interrupted):
    """Nobody said how long the body would be, so whether it is whole cannot be known."""


def _links(wanted: Wanted) -> Iterator[MediaLink]:
    if wanted.meta_url and wanted.attempt == 1:
        yield MediaLink(wanted.meta_url)
    yield graph().get_media(wanted.meta_id, wanted.token, wanted.phone_number_id)


def _download(wanted: Wanted, link: MediaLink, alive: Callable[[], None]) -> Fetched:
    with graph().download(link.url, wanted.token) as body:
        sizes = {size for size in (body.size, link.size) if size is not None}
        if not sizes:
            raise _Unmeasured("the body has no length")
        if max(sizes) > LARGEST:
            raise TooLarge(f"{max(sizes)} bytes")
        incoming = _Incoming(body, alive)
        judged = mime_types.judge(wanted.kind, wanted.mime_type, incoming.head)
        written = storage().write(wanted.key, incoming, judged.mime_type)
    if sizes != {written.size} or not written.size:
        storage().delete(wanted.key)
        raise Interrupted(f"{written.size} bytes came, {sorted(sizes)} were announced")
    _compare(wanted, written)
    return Fetched(written, judged)


def _compare(wanted: Wanted, written: Written) -> None:
    """Of what Meta's sha256 is, its documentation does not say: a difference is worth a line in the log, no more."""
    digest = bytes.fromhex(written.sha256)
    if wanted.meta_sha256 and wanted.meta_sha256 not in (written.sha256, base64.b64encode(digest).decode()):
        log.warning("media %s: sha256 is %s, Meta said %s", wanted.media_id, written.sha256, wanted.meta_sha256)


class _Incoming:
    """The body as the storage reads it: its beginning has been looked at, and it never grows without end."""

    def __init__(self, body: Download, alive: Callable[[], None]):
        self._body, self._alive = body, alive
        self._reported, self._size = time.monotonic(), 0
        self.head = self._fill(mime_types.HEAD)
        self._rest = self.head

    def read(self, size: int, /) -> bytes:
        if self._rest:
            part, self._rest = self._rest[:size], self._rest[size:]
            return part
        return self._next(size)

    def _next(self, size: int) -> bytes:
        part = self._body.read(size)
        self._size += len(part)
        if self._size > LARGEST:
            raise TooLarge(f"more than {LARGEST} bytes")
        if time.monotonic() - self._reported > HEARTBEAT:
            self._reported = time.monotonic()
            self._alive()
        return part

    def _fill(self, size: int) -> bytes:
        head = b""
        while len(head) < size and (part := self._next(size - len(head))):
            head += part
        return head
