"""A file of a message as its bubble shows it."""

from collections.abc import Sequence
from itertools import zip_longest
from mimetypes import guess_extension
from pathlib import PurePath

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from chatapp.kinds import File
from chatapp.media import failures, links
from chatapp.models import Media, MediaState

#: What a bubble looks like for states of ours: coming from WhatsApp, being made fit for it, or not to be had.
_SHOWN = {
    MediaState.PENDING: "coming",
    MediaState.PULLING: "coming",
    MediaState.RECEIVED: "converting",
    MediaState.CONVERTING: "converting",
    MediaState.READY: "ready",
    MediaState.FAILED: "failed",
    MediaState.REFUSED: "failed",
}
#: Width and height of what has not been measured.
_SIZES = {"video": (360, 480), "sticker": (136, 136), "voice": (288, 40), "audio": (288, 40)}
_SIZE = (320, 240)
_FAMILIES = {
    "pdf": ("pdf",),
    "words": ("doc", "docx", "odt", "rtf", "txt"),
    "sums": ("xls", "xlsx", "ods", "csv"),
    "slides": ("ppt", "pptx", "odp"),
}
#: Types that say nothing.
_NAMELESS = {"application/octet-stream": ""}
_WAVE_TOP, _WAVE_STEP, _BARS = 28, 4, 48


class MediaView:
    """Read-only view of a file; `row` is None for one that we never kept (it came before we kept files).

    `state` is coming, converting, ready, failed or missing. Links are paths, the same for everybody and for ever; they
    are None for what cannot be had.
    """

    def __init__(self, file: File, row: Media | None, message_id: int):
        self._row, self._message_id = row, message_id
        self._failure = row and failures.of(row)
        self.kind = file.media_kind
        self.state = _SHOWN[row.state] if row else "missing"
        self.is_ready = self.state == "ready"
        self.name = file.name or (row and row.file_name) or _("Document")
        self.pages = row and row.pages
        self.progress = row.progress if row else 0
        self.width, self.height = (row and row.width and row.height and (row.width, row.height)) or _SIZES.get(
            self.kind, _SIZE
        )

    @property
    def original(self) -> str | None:
        """The file itself."""
        return self._link("original")

    @property
    def download(self) -> str | None:
        """The file itself, to be kept rather than looked at."""
        return links.path(self._row, message_id=self._message_id, download=True) if self.is_ready else None

    @property
    def picture(self) -> str | None:
        """A photo, small if there is a small one."""
        return self._link("thumbnail") if self._has("thumbnail") else self.original

    @property
    def poster(self) -> str | None:
        """A still of a video."""
        return self._link("poster") if self._has("poster") else None

    @property
    def playable(self) -> str | None:
        """What every browser plays: a rendition, or the file itself if that will do."""
        return self._link("playable") if self._has("playable") else self.original

    @property
    def thumb(self) -> str | None:
        """The smallest picture of it that there is, for quotes and the gallery."""
        if self.kind == "video":
            return self.poster
        return self.picture if self.kind in ("image", "sticker") else None

    @property
    def seconds(self) -> float | None:
        """How long it plays."""
        return self._row.duration / 1000 if self._row and self._row.duration else None

    @property
    def clock(self) -> str | None:
        """How long it plays: 0:23, 1:02:09."""
        return clock_face(round(self.seconds)) if self.seconds else None

    @property
    def length(self) -> str | None:
        """How long it plays, to be read out."""
        return ngettext("%(num)s second", "%(num)s seconds", round(self.seconds)) if self.seconds else None

    @property
    def weight(self) -> str:
        """184 KB, 2.4 MB; nothing as long as nobody knows."""
        size = self._row and self._row.size
        if not size:
            return ""
        if size < 1_000_000:
            return f"{format_decimal(max(1, round(size / 1000)))} KB"
        return f"{format_decimal(round(size / 1_000_000, 1))} MB"

    @property
    def type(self) -> str:
        """What stands on a document's tile: PDF, DOCX."""
        mime_type = ((self._row and self._row.mime_type) or "").partition(";")[0]
        ending = PurePath(self.name).suffix or _NAMELESS.get(mime_type, guess_extension(mime_type)) or ""
        return ending[1:5].upper() or "…"

    @property
    def family(self) -> str:
        """Which sort of document it is: pdf, words, sums, slides or other."""
        ending = self.type.lower()
        return next((family for family, endings in _FAMILIES.items() if ending in endings), "other")

    @property
    def wave(self) -> str:
        """How loud it is from beginning to end, as the `d` of an SVG path: 48 bars in a box of 192 x 28."""
        peaks = (self._row and self._row.waveform) or [0] * _BARS
        bars = (max(1, peak * (_WAVE_TOP - 4) // 200) for peak in peaks)
        middle = _WAVE_TOP // 2
        return "".join(f"M{2 + _WAVE_STEP * n} {middle - half}v{2 * half}" for n, half in enumerate(bars))

    @property
    def error(self) -> str | None:
        """Why it cannot be had, or what is odd about it, in words."""
        if self.state == "missing":
            return _("This file is not available here.")
        return self._failure.words if self._failure else None

    @property
    def retry_path(self) -> str | None:
        """Where to ask for it again, if that may help."""
        return f"/media/{self._row.id}/pull" if self._failure and self._failure.can_retry else None

    def _has(self, variant: str) -> bool:
        return self.is_ready and variant in self._row.renditions

    def _link(self, variant: str) -> str | None:
        return links.path(self._row, variant, self._message_id) if self.is_ready else None


def views(files: Sequence[File], rows: Sequence[Media | None], message_id: int) -> list[MediaView]:
    """The files of a message with what we have of them, place by place."""
    return [MediaView(file, row, message_id) for file, row in zip_longest(files, rows[: len(files)])]


def clock_face(seconds: int) -> str:
    """0:23, 12:05, 1:02:09."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
