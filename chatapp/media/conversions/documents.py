"""Documents: sent as they are."""

import mimetypes
from pathlib import Path

from pypdf import PdfReader

from chatapp.media.conversions.limits import DOCUMENT
from chatapp.media.conversions.outcome import Outcome, Refused

PDF = "application/pdf"
_UNKNOWN = "application/octet-stream"
_LOOK = 64 * 1024


def to_document(source: Path, sniffed: str | None, name: str | None) -> Outcome:
    """The same file with the type that Meta is told: what its bytes say, else what its name says.

    Everything that is text (CSV, JSON, HTML ...) is `text/plain`, the only text that Meta knows.
    """
    if source.stat().st_size > DOCUMENT:
        raise Refused("too_large")
    mime_type = _type(source, sniffed, name)
    return Outcome(None, mime_type, pages=pages(source) if mime_type == PDF else None)


def pages(source: Path) -> int | None:
    """How many pages a PDF has; None if it does not say so readably."""
    try:
        with source.open("rb") as stream:
            return PdfReader(stream).get_num_pages()
    except Exception:  # a PDF may be broken in any way, and is still a file to be sent
        return None


def _type(source: Path, sniffed: str | None, name: str | None) -> str:
    """Office's newer files are ZIP archives to whoever looks at the bytes only."""
    named = mimetypes.guess_type(name or "")[0]
    if sniffed and (sniffed != "application/zip" or not named):
        return sniffed
    if named and not named.startswith("text/") and not _is_text(source):
        return named
    return "text/plain" if _is_text(source) else _UNKNOWN


def _is_text(source: Path) -> bool:
    with source.open("rb") as stream:
        beginning = stream.read(_LOOK)
    if b"\x00" in beginning:
        return False
    try:
        beginning.decode()
    except UnicodeDecodeError as error:
        # A letter may have been cut in two where the look ended.
        return len(beginning) == _LOOK and error.start > _LOOK - 4
    return bool(beginning)
