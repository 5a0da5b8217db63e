"""Films: the MP4 that every phone plays, a poster, and their frames."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
from PIL import Image

from chatapp.media.conversions import mp4
from chatapp.media.conversions.containers import Probe, milliseconds, moving, opened, probe
from chatapp.media.conversions.limits import MB, POSTER_EDGE, VIDEO
from chatapp.media.conversions.mp4 import SOUND_BITS, Plan, Shape
from chatapp.media.conversions.outcome import Outcome, Refused, Rendition

Report = Callable[[int], None]

#: Bits a second that a picture of so many lines needs to be worth looking at; below the last it is not.
_LINES = ((1_400_000, 720), (700_000, 540), (350_000, 360), (180_000, 240))
_MOST_BITS = 4_000_000
_FASTEST = 30
#: What the container and the encoder's first second take, as a part of the whole.
_MARGIN = 0.08
_TAKEN_PROFILES = ("Baseline", "Constrained Baseline", "Main")
#: A rendition for our own pages need not fit into a message.
_LARGEST_PLAYABLE = 100 * MB


def to_video(source: Path, folder: Path, report: Report, limit: int = VIDEO) -> Outcome:
    """An MP4 with H.264 and AAC of at most `limit` bytes, ready to play before it is whole."""
    facts, shape = probe(source), shape_of(source)
    if facts.video is None:
        raise Refused("no_video")
    target = folder / "video.mp4"
    if _is_good(facts, shape) and source.stat().st_size <= limit:
        mp4.copy(source, target)
        if target.stat().st_size <= limit:
            return Outcome(target, "video/mp4", *shape.seen, duration=facts.duration)
    for share in (1.0, 0.8):
        plan = _plan(facts, shape, int(limit * share))
        mp4.write(source, target, plan, facts, report)
        if target.stat().st_size <= limit:
            seen = Shape(plan.width, plan.height, shape.turned).seen
            return Outcome(target, "video/mp4", *seen, duration=facts.duration)
    raise Refused("too_long")


def playable(source: Path, folder: Path, report: Report) -> Outcome:
    """A received film's size and duration, its poster, and an MP4 of it if browsers cannot show what was sent."""
    facts, shape = probe(source), shape_of(source)
    renditions = {"poster": poster(source, folder)}
    if not _is_played_by_all(facts):
        made = to_video(source, folder, report, _LARGEST_PLAYABLE)
        renditions["playable"] = Rendition(made.path, made.mime_type, made.width, made.height)
    return Outcome(None, None, *shape.seen, duration=facts.duration, renditions=renditions)


def poster(source: Path, folder: Path) -> Rendition:
    """Its first picture."""
    picture, _ = next(frames(source), (None, 0))
    if picture is None:
        raise Refused("unreadable")
    picture.thumbnail((POSTER_EDGE, POSTER_EDGE))
    target = folder / "poster.jpg"
    picture.save(target, "JPEG", quality=80)
    return Rendition(target, "image/jpeg", *picture.size)


def frames(source: Path) -> Iterator[tuple[Image.Image, int]]:
    """Pictures as they are seen, each with its moment in milliseconds."""
    with opened(source) as film:
        stream = moving(film)
        shape = None
        for frame in film.decode(stream):
            shape = shape or _shape(stream, frame)
            picture = frame.to_image().resize((shape.width, shape.height))
            at = milliseconds(frame.pts, frame.time_base)
            yield picture.rotate(shape.turned, expand=True) if shape.turned else picture, at


def shape_of(source: Path) -> Shape:
    """How large it is and how it was held."""
    with opened(source) as film:
        stream = moving(film)
        for frame in film.decode(stream):
            return _shape(stream, frame)
    raise Refused("unreadable")


def _shape(stream: av.VideoStream, frame: av.VideoFrame) -> Shape:
    """With square pixels, and turned by whole quarters."""
    ratio = stream.sample_aspect_ratio or Fraction(1)
    width = max(1, round(frame.width * ratio)) if Fraction(1, 8) < ratio < 8 else frame.width
    return Shape(width, frame.height, round(frame.rotation / 90) * 90 % 360)


def _plan(facts: Probe, shape: Shape, size: int) -> Plan:
    """The most that so long a film can have in `size` bytes. Refused "too_long" when that is not worth looking at."""
    bits = int(size * 8 * (1 - _MARGIN) * 1000 / max(facts.duration, 1)) - (SOUND_BITS if facts.audio else 0)
    lines = next((lines for least, lines in _LINES if bits >= least), None)
    if lines is None:
        raise Refused("too_long")
    scale = min(1.0, lines / min(shape.width, shape.height))
    width, height = (max(2, round(edge * scale / 2) * 2) for edge in (shape.width, shape.height))
    rate = round(min(facts.rate or _FASTEST, _FASTEST)) or 1
    return Plan(width, height, shape.turned, min(bits, _MOST_BITS), rate)


def _is_good(facts: Probe, shape: Shape) -> bool:
    """Meta warns of the High profile with B-frames; a film to be turned is turned, as not every player would."""
    is_picture_good = facts.video == "h264" and facts.profile in _TAKEN_PROFILES and facts.pixels == "yuv420p"
    is_plain = not facts.has_b_frames and not shape.turned
    return is_picture_good and is_plain and facts.audio in (None, "aac")


def _is_played_by_all(facts: Probe) -> bool:
    is_mp4, is_picture_good = facts.format.startswith("mov"), facts.video == "h264" and facts.pixels == "yuv420p"
    return is_mp4 and is_picture_good and facts.audio in (None, "aac", "mp3", "mp3float")
