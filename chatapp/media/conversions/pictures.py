"""Pictures: upright, within Meta's limits, and without what the camera wrote into them."""

from pathlib import Path

import pillow_heif
from PIL import Image, ImageOps, JpegImagePlugin, UnidentifiedImageError

from chatapp.media.conversions.limits import IMAGE, IMAGE_EDGE, JPEG_PIXELS, PIXELS, THUMBNAIL_EDGE
from chatapp.media.conversions.outcome import Outcome, Refused, Rendition

pillow_heif.register_heif_opener()
#: `open_picture` has limits of its own, which know more.
Image.MAX_IMAGE_PIXELS = None

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF", "AVIF", "BMP", "TIFF")
_JPEG = ("JPEG", "MPO")
_ORIENTATION, _UPRIGHT = 0x0112, 1
_QUALITIES = (88, 82, 74, 64, 50)


def open_picture(source: Path, edge: int | None = None) -> Image.Image:
    """Its first frame, decoded. With `edge`, JPEGs may come smaller, though not smaller than that.

    Refused "unreadable" or "too_many_pixels".
    """
    try:
        picture = Image.open(source, formats=_FORMATS)
        is_jpeg = picture.format in _JPEG
        if picture.width * picture.height > (JPEG_PIXELS if is_jpeg else PIXELS):
            raise Refused("too_many_pixels")
        if is_jpeg and edge and max(picture.size) > edge:
            picture.draft(None, (edge, edge))
        picture.load()
    except MemoryError as error:
        raise Refused("too_many_pixels") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, OverflowError) as error:
        raise Refused("unreadable") from error
    return picture


def to_picture(source: Path, folder: Path) -> Outcome:
    """A JPEG or PNG that Meta takes. JPEGs that fit keep their quality, PNGs that fit stay PNGs."""
    picture = open_picture(source, IMAGE_EDGE)
    kept = _kept_jpeg(picture, folder / "picture.jpg") or _kept_png(picture, folder / "picture.png")
    if kept is not None:
        return kept
    upright = shrunk(ImageOps.exif_transpose(picture), IMAGE_EDGE)
    flat, target = _on_white(upright), folder / "picture.jpg"
    for quality in _QUALITIES:
        _save_jpeg(flat, target, quality=quality, icc_profile=_profile(picture))
        if target.stat().st_size <= IMAGE:
            return Outcome(target, "image/jpeg", *flat.size)
    raise Refused("too_large")


def thumbnail(source: Path, folder: Path) -> Outcome:
    """Width and height of a picture as it is seen, and a small one of it."""
    whole = _seen_size(source)
    picture = open_picture(source, THUMBNAIL_EDGE)
    small = shrunk(ImageOps.exif_transpose(picture), THUMBNAIL_EDGE)
    target = folder / "thumbnail.webp"
    small.convert("RGBA" if small.has_transparency_data else "RGB").save(target, "WEBP", quality=75)
    return Outcome(None, None, *whole, renditions={"thumbnail": Rendition(target, "image/webp", *small.size)})


def shrunk(picture: Image.Image, edge: int) -> Image.Image:
    """At most `edge` wide and high."""
    if picture.mode in ("P", "PA", "1"):
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    if max(picture.size) > edge:
        picture = ImageOps.contain(picture, (edge, edge), Image.Resampling.LANCZOS)
    return picture


def _seen_size(source: Path) -> tuple[int, int]:
    with Image.open(source, formats=_FORMATS) as picture:
        turned = picture.getexif().get(_ORIENTATION, _UPRIGHT) >= 5
        return (picture.height, picture.width) if turned else picture.size


def _kept_jpeg(picture: Image.Image, target: Path) -> Outcome | None:
    """Written again with its own tables, which loses nothing to see; only the metadata stays behind."""
    is_good = picture.format in _JPEG and picture.mode == "RGB" and max(picture.size) <= IMAGE_EDGE
    if not is_good or picture.getexif().get(_ORIENTATION, _UPRIGHT) != _UPRIGHT:
        return None
    sampling = JpegImagePlugin.get_sampling(picture)
    same = {"qtables": picture.quantization, "subsampling": sampling if sampling >= 0 else 0}
    _save_jpeg(picture, target, icc_profile=_profile(picture), **same)
    return Outcome(target, "image/jpeg", *picture.size) if target.stat().st_size <= IMAGE else None


def _kept_png(picture: Image.Image, target: Path) -> Outcome | None:
    """Screenshots and drawings stay sharp; 16 bits become the 8 that Meta takes."""
    if picture.format != "PNG" or max(picture.size) > IMAGE_EDGE or picture.mode.startswith(("I", "F")):
        return None
    clean = ImageOps.exif_transpose(picture).convert("RGBA" if picture.has_transparency_data else "RGB")
    clean.info = {}
    clean.save(target, "PNG", icc_profile=_profile(picture))
    return Outcome(target, "image/png", *clean.size) if target.stat().st_size <= IMAGE else None


def _save_jpeg(picture: Image.Image, target: Path, **how: object) -> None:
    """Pillow writes only the metadata it is given, but for a comment, which it would copy."""
    picture.save(target, "JPEG", optimize=True, progressive=True, comment=b"", exif=b"", **how)


def _profile(picture: Image.Image) -> bytes | None:
    """Phones take pictures in wide colours, which look pale without their profile."""
    return picture.info.get("icc_profile") if picture.mode in ("RGB", "RGBA") else None


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith(("I", "F")):
        return picture.point(lambda value: value / 256).convert("L").convert("RGB")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    picture = picture.convert("RGBA")
    white = Image.new("RGB", picture.size, "white")
    white.paste(picture, mask=picture.getchannel("A"))
    return white
