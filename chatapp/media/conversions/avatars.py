"""A person's picture: its middle as a small square, without what the camera wrote into it."""

from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageOps

from chatapp.media.conversions.outcome import Outcome
from chatapp.media.conversions.pictures import open_picture

EDGE = 256


def to_avatar(source: Path, folder: Path, _report: Callable[[int], None]) -> Outcome:
    """A WebP of 256 pixels. Refused "unreadable" or "too_many_pixels"."""
    picture = ImageOps.exif_transpose(open_picture(source, 2 * EDGE))
    picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    square = ImageOps.fit(picture, (EDGE, EDGE), Image.Resampling.LANCZOS)
    target = folder / "avatar.webp"
    square.save(target, "WEBP", quality=80, exif=b"", icc_profile=None)
    return Outcome(target, "image/webp", EDGE, EDGE)
