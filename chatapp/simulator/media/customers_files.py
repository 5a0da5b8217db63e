"""What a phone makes of a file before it sends it: pictures become JPEG, stickers WebP, recordings Ogg with Opus."""

import io
from collections.abc import Callable
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, BinaryIO

from ..settings import BusinessNumber

if TYPE_CHECKING:
    from ..world import World

STICKER_SIDE = 512
PHONE_PICTURES = ("image/jpeg", "image/png")
KINDS = ("image", "video", "audio", "voice", "document", "sticker")
CAPTIONED = ("image", "video", "document")
Made = tuple[str, BinaryIO]


def file_message(
    world: "World",
    number: BusinessNumber,
    kind: str,
    mime_type: str,
    filename: str | None,
    file: BinaryIO,
    caption: str = "",
) -> dict[str, Any]:
    """Keep a customer's file and give the message that brings it: ``{"type", <type>: {...}}``."""
    carried, stream = made_for(kind, mime_type, file)
    kept = world.media.keep(number.id, "customer", carried, name_of(filename), stream)
    content = world.media.as_webhook(kept)
    if kind in ("audio", "voice"):
        content["voice"] = kind == "voice"
    if kind == "sticker":
        content["animated"] = b"ANIM" in world.media.head(kept)
    if kind == "document" and kept.filename:
        content["filename"] = kept.filename
    if kind in CAPTIONED and caption.strip():
        content["caption"] = caption.strip()
    type_ = "audio" if kind == "voice" else kind
    return {"type": type_, type_: content}


def made_for(kind: str, mime_type: str, file: BinaryIO) -> Made:
    """``(mime type, stream)`` as WhatsApp would carry it; ValueError for what is no such file."""
    if kind not in KINDS:
        raise ValueError(f"A file is one of {', '.join(KINDS)}.")
    make = MAKERS.get(kind)
    try:
        return make(mime_type, file) if make else (mime_type, file)
    except (OSError, EOFError, SyntaxError) as problem:
        raise ValueError(f"That is no {kind} this phone can read.") from problem


def photo(mime_type: str, file: BinaryIO) -> Made:
    """JPEG and PNG go as they are."""
    if mime_type in PHONE_PICTURES:
        return mime_type, file
    from PIL import Image

    made = io.BytesIO()
    Image.open(file).convert("RGB").save(made, "JPEG", quality=88)
    return "image/jpeg", rewound(made)


def sticker(mime_type: str, file: BinaryIO) -> Made:
    """A WebP goes as it is (it may move); anything else is put onto a transparent square."""
    if mime_type == "image/webp":
        return mime_type, file
    from PIL import Image, ImageOps

    picture = ImageOps.contain(Image.open(file).convert("RGBA"), (STICKER_SIDE, STICKER_SIDE))
    square = Image.new("RGBA", (STICKER_SIDE, STICKER_SIDE))
    square.paste(picture, ((STICKER_SIDE - picture.width) // 2, (STICKER_SIDE - picture.height) // 2))
    made = io.BytesIO()
    square.save(made, "WEBP")
    return "image/webp", rewound(made)


def voice(mime_type: str, file: BinaryIO) -> Made:
    """Browsers record Opus in WebM: the same packets go into Ogg, as phones send them; other codecs are encoded."""
    if mime_type.startswith("audio/ogg"):
        return "audio/ogg; codecs=opus", file
    import av

    made = io.BytesIO()
    with av.open(file) as source, av.open(made, "w", format="ogg") as target:
        recorded = source.streams.audio[0]
        if recorded.codec_context.name == "opus":
            copied = target.add_stream_from_template(recorded)
            for packet in source.demux(recorded):
                if packet.dts is not None:
                    packet.stream = copied
                    target.mux(packet)
        else:
            encoded = target.add_stream("libopus", rate=48000, layout="mono")
            for frame in source.decode(recorded):
                target.mux(encoded.encode(frame))
            target.mux(encoded.encode(None))
    return "audio/ogg; codecs=opus", rewound(made)


def rewound(made: io.BytesIO) -> io.BytesIO:
    """Ready to be read."""
    made.seek(0)
    return made


MAKERS: dict[str, Callable[[str, BinaryIO], Made]] = {"image": photo, "sticker": sticker, "voice": voice}


def name_of(filename: str | None) -> str | None:
    """A file's own name without folders."""
    return PurePath(filename).name if filename else None
