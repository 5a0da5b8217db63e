"""The bytes of uploads and of what customers send, with Meta's lifetimes."""

import base64
import hashlib
import hmac
import shutil
import sqlite3
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from ..database import Database
from ..identifiers import new_graph_id
from ..switches import SwitchBoard

HEAD = 4096


@dataclass(frozen=True)
class Media:
    """One file. ``origin`` is ``business`` (uploaded) or ``customer`` (came with a message)."""

    id: str
    number_id: str
    origin: str
    mime_type: str
    filename: str | None
    size: int
    sha256: bytes
    created_at: float
    deleted_at: float | None

    @property
    def digest(self) -> str:
        """SHA-256 in base64, as webhooks carry it."""
        return base64.b64encode(self.sha256).decode()


class MediaShelf:
    """Files in a folder, their facts in the database."""

    def __init__(
        self, database: Database, folder: Path | None, public_url: str, secret: str, board: SwitchBoard
    ) -> None:
        self._database, self._public_url, self._secret = database, public_url, secret.encode()
        self._board = board
        # Without a folder the files go where the system cleans up; the object removes them when it goes.
        self._temporary = None if folder else tempfile.TemporaryDirectory(prefix="simulator-media-")
        self._folder = (folder / "media") if folder else Path(self._temporary.name)
        self._folder.mkdir(parents=True, exist_ok=True)

    def keep(self, number_id: str, origin: str, mime_type: str, filename: str | None, stream: BinaryIO) -> Media:
        """Store a file and give it an id."""
        media_id, digest, size = new_graph_id(), hashlib.sha256(), 0
        with (self._folder / media_id).open("wb") as file:
            while chunk := stream.read(1 << 16):
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
        row = self._database.insert(
            "INSERT INTO media (id, number_id, origin, mime_type, filename, size, sha256, created_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING *",
            media_id,
            number_id,
            origin,
            mime_type,
            filename,
            size,
            digest.digest(),
            time.time(),
        )
        return from_row(row)

    def get(self, media_id: str) -> Media | None:
        """A living file by id."""
        row = self._database.row("SELECT * FROM media WHERE id = ?", media_id)
        media = from_row(row) if row else None
        return media if media and self._alive(media) else None

    def _alive(self, media: Media) -> bool:
        """Neither deleted nor past its lifetime: an id from an upload lives longer than one from a webhook."""
        switches = self._board.now
        life = switches.uploaded_media_seconds if media.origin == "business" else switches.received_media_seconds
        return media.deleted_at is None and time.time() - media.created_at < life

    def as_webhook(self, media: Media) -> dict[str, Any]:
        """``{"id", "mime_type", "sha256", "url"?}``: how a customer's file comes in a message."""
        switches = self._board.now
        url = {"url": self.link(media, switches.media_url_seconds)} if switches.inbound_media_url else {}
        return {"id": media.id, "mime_type": media.mime_type, "sha256": media.digest, **url}

    def delete(self, media: Media) -> None:
        """Gone for Meta; its bytes go too."""
        self._database.execute("UPDATE media SET deleted_at = ? WHERE id = ?", time.time(), media.id)
        self.path(media).unlink(missing_ok=True)

    def path(self, media: Media) -> Path:
        """Where the bytes are."""
        return self._folder / media.id

    def head(self, media: Media) -> bytes:
        """The first bytes of the file, enough to tell what it is."""
        with self.path(media).open("rb") as file:
            return file.read(HEAD)

    def link(self, media: Media, seconds: int) -> str:
        """A download address that works for ``seconds``, with the bearer token only."""
        until = int(time.time()) + seconds
        return (
            f"{self._public_url}/whatsapp_business/attachments/?mid={media.id}&ext={until}"
            f"&hash={self._signature(media.id, until)}"
        )

    def opened(self, media_id: str, until: str, signature: str) -> Media | None:
        """The file behind a download address; None when it is expired, forged or gone."""
        if not until.isdigit() or int(until) < time.time():
            return None
        if not hmac.compare_digest(signature.encode(), self._signature(media_id, int(until)).encode()):
            return None
        return self.get(media_id)

    def _signature(self, media_id: str, until: int) -> str:
        return hmac.new(self._secret, f"{media_id}:{until}".encode(), hashlib.sha256).hexdigest()[:32]

    def clear(self) -> None:
        """Remove every file."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True, exist_ok=True)


def from_row(row: sqlite3.Row) -> Media:
    """A file as the table keeps it."""
    return Media(**dict(row))
