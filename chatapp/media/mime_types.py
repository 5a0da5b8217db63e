"""What a file really is: judged by its first bytes, since names and labels come from outside."""

import mimetypes
from dataclasses import dataclass

import filetype

#: So many first bytes tell.
HEAD = 8192
UNKNOWN = "application/octet-stream"
PDF = "application/pdf"
#: Shown in the page. None of them can hold a script.
INLINE = frozenset(
    {
        *("image/jpeg", "image/png", "image/webp", "image/gif"),
        *("video/mp4", "video/3gpp", "video/webm", "video/quicktime"),
        *("audio/ogg", "audio/mpeg", "audio/mp4", "audio/aac", "audio/amr", "audio/webm", "audio/wav", "audio/x-wav"),
    }
)
_OFFICE = "application/vnd.openxmlformats-officedocument."
#: Told as what they are, but only ever saved. All others are bytes and nothing else, HTML and SVG before all.
_SAVED = frozenset(
    {
        *(PDF, "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint", "application/zip"),
        *(f"{_OFFICE}wordprocessingml.document", f"{_OFFICE}spreadsheetml.sheet"),
        *(f"{_OFFICE}presentationml.presentation", "text/plain", "text/csv"),
    }
)
#: One container for sound and pictures: what is in it does not show at its beginning.
_CONTAINERS = frozenset({"video/mp4", "video/3gpp", "video/quicktime", "audio/mp4", "video/webm", "audio/ogg"})
_FAMILIES = {"image": "image/", "sticker": "image/", "video": "video/", "audio": "audio/", "voice": "audio/"}


@dataclass(frozen=True, slots=True)
class Judged:
    """The type as it is, and whether the file is of the kind that it was said to be."""

    mime_type: str
    as_said: bool


def plain(mime_type: str | None) -> str:
    """`audio/ogg; codecs=opus` is `audio/ogg`."""
    return (mime_type or "").partition(";")[0].strip().lower() or UNKNOWN


def found(head: bytes) -> str | None:
    """The type that a file's first bytes tell; None when they tell nothing."""
    return filetype.guess_mime(head)


def judge(kind: str, said: str | None, head: bytes) -> Judged:
    """What a file is that came as `kind` (a media kind) and was said to be `said`, from its first bytes."""
    found, label = filetype.guess_mime(head), plain(said)
    if kind == "document":
        return _document(label, found, head)
    family = _FAMILIES[kind]
    if found is None:
        # Sound has formats that begin with nothing in particular; pictures have not.
        return Judged(label, True) if family == "audio/" and not _is_markup(head) else Judged(UNKNOWN, False)
    if {found, label} <= _CONTAINERS and label.startswith(family):
        return Judged(label, True)
    return Judged(found, found.startswith(family))


def _document(label: str, found: str | None, head: bytes) -> Judged:
    """Anything may be a document; but what is said to be of a type that shows must be of it."""
    if label == PDF:
        return Judged(PDF, True) if b"%PDF-" in head[:1024] else Judged(found or UNKNOWN, False)
    if found is None or found == label or "zip" in found or found.startswith(_OFFICE):
        return Judged(label, True)
    return Judged(found, filetype.get_type(mime=label) is None and not label.startswith("text/"))


def _is_markup(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"<", b"{")


def served(mime_type: str | None) -> tuple[str, bool]:
    """As what a file is handed out: its type, and whether it may be shown in the page rather than saved."""
    label = plain(mime_type)
    if label in INLINE:
        return label, True
    return (label if label in _SAVED else UNKNOWN), False


def extension(mime_type: str | None) -> str:
    """ ".jpg"; empty when the type has none."""
    return _EXTENSIONS.get(plain(mime_type)) or mimetypes.guess_extension(plain(mime_type)) or ""


#: Where Python's answer depends on the machine, or is not what people expect.
_EXTENSIONS = {"audio/ogg": ".ogg", "audio/mp4": ".m4a", "audio/amr": ".amr", "image/webp": ".webp", UNKNOWN: ".bin"}
