"""Looks into a file: is it what its MIME type says, and can phones show it? Raises 131053."""

from pathlib import Path

from ..errors import GraphError

STICKER_SIZE = (512, 512)
PICTURES = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}
VIDEO_CODEC, SOUND_CODECS = "h264", {"aac", "amrnb", "amrwb"}
DEPTH_OF_PNG = 24


def inspect(kind: str, mime_type: str, path: Path, head: bytes) -> None:
    """``kind`` is the type it is sent as; documents are never looked into."""
    if kind == "image":
        inspect_picture(mime_type, head)
    elif kind == "sticker":
        inspect_sticker(path)
    elif kind == "video":
        inspect_film(path)


def inspect_picture(mime_type: str, head: bytes) -> None:
    """JPEG or PNG by its first bytes, PNG with eight bits to a colour."""
    if not head.startswith(PICTURES[mime_type]):
        raise GraphError(131053, f"The file is not the {mime_type} it says it is.")
    if mime_type == "image/png" and head[DEPTH_OF_PNG : DEPTH_OF_PNG + 1] != b"\x08":
        raise GraphError(131053, "Images must be 8-bit, RGB or RGBA.")


def inspect_sticker(path: Path) -> None:
    """A WebP of 512 by 512."""
    from PIL import Image

    try:
        with Image.open(path, formats=("WEBP",)) as picture:
            size = picture.size
    except (OSError, SyntaxError):
        raise GraphError(131053, "The sticker is not a WebP file.") from None
    if size != STICKER_SIZE:
        raise GraphError(131053, f"Stickers must be 512 by 512 pixels, not {size[0]} by {size[1]}.")


def inspect_film(path: Path) -> None:
    """H.264 with AAC (or AMR in 3GPP), at most one sound track."""
    import av

    try:
        with av.open(str(path)) as film:
            shown = [stream.codec_context.name for stream in film.streams.video]
            heard = [stream.codec_context.name for stream in film.streams.audio]
    except av.FFmpegError:
        raise GraphError(131053, "The video cannot be read.") from None
    if shown != [VIDEO_CODEC] or len(heard) > 1 or not set(heard) <= SOUND_CODECS:
        tracks = ", ".join(shown + heard) or "nothing"
        raise GraphError(131053, f"Videos must be H.264 with one AAC sound track or none; this one has {tracks}.")
