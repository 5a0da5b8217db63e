"""Which files Meta takes for which type, and how big they may be."""

from ..errors import GraphError
from .shelf import Media

KIB, MIB = 1024, 1024 * 1024
OFFICE = "application/vnd.openxmlformats-officedocument."
MIME_TYPES = {
    "audio": ("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"),
    "document": (
        "text/plain",
        "application/pdf",
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        OFFICE + "wordprocessingml.document",
        OFFICE + "spreadsheetml.sheet",
        OFFICE + "presentationml.presentation",
    ),
    "image": ("image/jpeg", "image/png"),
    "sticker": ("image/webp",),
    "video": ("video/mp4", "video/3gpp"),
}
LARGEST = {"audio": 16 * MIB, "document": 100 * MIB, "image": 5 * MIB, "sticker": 500 * KIB, "video": 16 * MIB}
LARGEST_STILL_STICKER = 100 * KIB
EVERY_TYPE = tuple(mime for mimes in MIME_TYPES.values() for mime in mimes)


def plain(mime_type: str) -> str:
    """``audio/ogg; codecs=opus`` is ``audio/ogg``."""
    return mime_type.partition(";")[0].strip().lower()


def check_upload(mime_type: str, size: int) -> None:
    """A type Meta knows, not larger than its kind may be."""
    kinds = [kind for kind, mimes in MIME_TYPES.items() if plain(mime_type) in mimes]
    if not kinds:
        raise GraphError(
            100,
            message=f"(#100) Param file must be a file with one of the following types: {', '.join(EVERY_TYPE)}. "
            f"Received file of type '{mime_type}'.",
        )
    if size > LARGEST[kinds[0]]:
        raise GraphError(
            131053, f"File size {size} is larger than the {LARGEST[kinds[0]]} bytes allowed for {kinds[0]}."
        )
    if not size:
        raise GraphError(131053, "The file is empty.")


def too_large(size: int, limit: int, kind: str) -> GraphError:
    """131053 with both sizes."""
    return GraphError(131053, f"File size {size} is larger than the {limit} bytes allowed for {kind}.")


def check_sendable(kind: str, media: Media, head: bytes) -> None:
    """Whether this file may be sent as this type. ``head`` is the file's beginning. Raises 131053."""
    mime = plain(media.mime_type)
    if kind != "document" and mime not in MIME_TYPES[kind]:
        raise GraphError(
            131053, f"Unsupported {kind} mime type {media.mime_type}. Please use one of {', '.join(MIME_TYPES[kind])}."
        )
    still = kind == "sticker" and b"ANIM" not in head
    limit = LARGEST_STILL_STICKER if still else LARGEST[kind]
    if media.size > limit:
        raise too_large(media.size, limit, kind)
    if mime == "audio/ogg" and not mono_opus(head):
        raise GraphError(131053, "audio/ogg is only supported with the OPUS codec and one channel.")


def check_voice(media: Media) -> None:
    """A voice message is Ogg (:func:`check_sendable` looks for Opus and one channel). Raises 131053."""
    if plain(media.mime_type) != "audio/ogg":
        raise GraphError(131053, f"Voice messages must be audio/ogg with the OPUS codec, not {media.mime_type}.")


def mono_opus(head: bytes) -> bool:
    """The codec header of an Ogg file: ``OpusHead``, a version byte, then the number of channels."""
    at = head.find(b"OpusHead")
    return at >= 0 and head[at + 9 : at + 10] == b"\x01"
