"""Stickers: 512 x 512 WebP on nothing, small enough for Meta, moving if what was brought moves."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image, ImageOps

from chatapp.media.conversions import films
from chatapp.media.conversions.limits import (
    ANIMATED_STICKER,
    LONGEST_STICKER,
    STICKER,
    STICKER_EDGE,
    STICKER_FRAMES,
)
from chatapp.media.conversions.outcome import Outcome, Refused
from chatapp.media.conversions.pictures import open_picture

Report = Callable[[int], None]
#: A frame and how many milliseconds it stays.
Frames = list[tuple[Image.Image, int]]

_SIZE = (STICKER_EDGE, STICKER_EDGE)
_QUALITIES = (90, 80, 70, 55, 40, 25, 10)
#: Quality, and the least milliseconds of a frame: first the colours suffer, then the motion.
_ANIMATED = ((80, 66), (60, 66), (45, 83), (30, 100), (20, 125), (10, 166), (5, 250))
_STANDARD_FRAME = 100


def to_sticker(source: Path, folder: Path, report: Report) -> Outcome:
    """From any picture, a GIF, an animated WebP, or a film of at most ten seconds."""
    target = folder / "sticker.webp"
    try:
        picture = open_picture(source)
    except Refused as refused:
        if refused.code != "unreadable":
            raise
        return _animated(_film_frames(source), target, report)
    if getattr(picture, "n_frames", 1) > 1 and picture.format != "MPO":
        if _is_one_already(source, picture, ANIMATED_STICKER):
            return Outcome(None, "image/webp", *_SIZE)
        return _animated(_picture_frames(picture), target, report)
    if _is_one_already(source, picture, STICKER):
        return Outcome(None, "image/webp", *_SIZE)
    return _still(_centred(ImageOps.exif_transpose(picture)), target)


def _still(canvas: Image.Image, target: Path) -> Outcome:
    for quality in _QUALITIES:
        canvas.save(target, "WEBP", quality=quality, method=4)
        if target.stat().st_size <= STICKER:
            return Outcome(target, "image/webp", *_SIZE)
    raise Refused("too_large")


def _animated(frames: Iterator[tuple[Image.Image, int]], target: Path, report: Report) -> Outcome:
    gathered = _gathered(frames)
    size = 0
    for step, (quality, shortest) in enumerate(_ANIMATED):
        # Far too large: the next step would not do either. The last one is always tried.
        if size > 3 * ANIMATED_STICKER and step % 2 and step < len(_ANIMATED) - 1:
            continue
        report(100 * step // len(_ANIMATED))
        first, *rest = _thinned(gathered, shortest)
        target_frames = [frame for frame, _ in rest]
        durations = [duration for _, duration in (first, *rest)]
        how = {"save_all": True, "append_images": target_frames, "duration": durations, "loop": 0}
        first[0].save(target, "WEBP", quality=quality, method=2, **how)
        size = target.stat().st_size
        if size <= ANIMATED_STICKER:
            return Outcome(target, "image/webp", *_SIZE)
    raise Refused("too_large")


def _gathered(frames: Iterator[tuple[Image.Image, int]]) -> Frames:
    """All of them, at the size of a sticker. Refused "sticker_too_long" beyond ten seconds."""
    gathered: Frames = []
    total = 0
    for picture, duration in frames:
        total += duration
        if total > LONGEST_STICKER + _STANDARD_FRAME:
            raise Refused("sticker_too_long")
        gathered.append((_centred(picture), duration))
        if len(gathered) > 2 * STICKER_FRAMES:
            gathered = _thinned(gathered, 2 * LONGEST_STICKER // STICKER_FRAMES)
            if len(gathered) > STICKER_FRAMES:
                raise Refused("sticker_too_long")
    if not gathered:
        raise Refused("unreadable")
    return gathered


def _thinned(frames: Frames, shortest: int) -> Frames:
    """Frames that stay for less than `shortest` give their time to the one before."""
    kept = [frames[0]]
    for picture, duration in frames[1:]:
        if kept[-1][1] < shortest:
            kept[-1] = (kept[-1][0], kept[-1][1] + duration)
        else:
            kept.append((picture, duration))
    return kept


def _picture_frames(picture: Image.Image) -> Iterator[tuple[Image.Image, int]]:
    try:
        for number in range(picture.n_frames):
            picture.seek(number)
            yield picture.convert("RGBA"), int(picture.info.get("duration") or _STANDARD_FRAME)
    except (OSError, ValueError, EOFError) as error:
        raise Refused("unreadable") from error


def _film_frames(source: Path) -> Iterator[tuple[Image.Image, int]]:
    before, began = None, 0
    for picture, at in films.frames(source):
        if before is not None:
            yield before, max(1, at - began)
        before, began = picture, at
    if before is not None:
        yield before, _STANDARD_FRAME


def _centred(picture: Image.Image) -> Image.Image:
    small = ImageOps.contain(picture.convert("RGBA"), _SIZE, Image.Resampling.LANCZOS)
    canvas = Image.new("RGBA", _SIZE, (0, 0, 0, 0))
    canvas.paste(small, ((STICKER_EDGE - small.width) // 2, (STICKER_EDGE - small.height) // 2))
    return canvas


def _is_one_already(source: Path, picture: Image.Image, limit: int) -> bool:
    """Made for this: not to be worsened by converting it again."""
    carries_more = {"exif", "xmp"} & picture.info.keys()
    is_fit = picture.format == "WEBP" and picture.size == _SIZE and source.stat().st_size <= limit
    return is_fit and not carries_more
