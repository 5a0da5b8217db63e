"""Films: the MP4 that every phone plays, a poster, and their frames."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.filter import Graph
from PIL import Image

from chatapp.media.conversions.containers import Probe, milliseconds, moving, opened, probe
from chatapp.media.conversions.limits import MB, POSTER_EDGE, VIDEO
from chatapp.media.conversions.outcome import Outcome, Refused, Rendition

Report = Callable[[int], None]

#: Bits a second that a picture of so many lines needs to be worth looking at; below the last it is not.
_LINES = ((1_400_000, 720), (700_000, 540), (350_000, 360), (180_000, 240))
_MOST_BITS = 4_000_000
_SOUND_BITS, _SOUND_RATE = 64_000, 44_100
_FASTEST = 30
_QUALITY = "25"
#: What the container and the encoder's first second take, as a part of the whole.
_MARGIN = 0.08
_TAKEN_PROFILES = ("Baseline", "Constrained Baseline", "Main")
#: A rendition for our own pages need not fit into a message.
_LARGEST_PLAYABLE = 100 * MB


@dataclass(frozen=True)
class Shape:
    """A film as it is seen: `turned` is how many degrees it was filmed to the side (counter-clockwise)."""

    width: int
    height: int
    turned: int

    @property
    def seen(self) -> tuple[int, int]:
        """Width and height on the screen."""
        return (self.height, self.width) if self.turned % 180 else (self.width, self.height)


def to_video(source: Path, folder: Path, report: Report, limit: int = VIDEO) -> Outcome:
    """An MP4 with H.264 and AAC of at most `limit` bytes, ready to play before it is whole."""
    facts, shape = probe(source), shape_of(source)
    if facts.video is None:
        raise Refused("no_video")
    target = folder / "video.mp4"
    if _is_good(facts, shape) and source.stat().st_size <= limit:
        _copy(source, target)
        if target.stat().st_size <= limit:
            return Outcome(target, "video/mp4", *shape.seen, duration=facts.duration)
    for share in (1.0, 0.8):
        plan = _plan(facts, shape, int(limit * share))
        _write(source, target, plan, facts, report)
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


@dataclass(frozen=True)
class _Plan:
    """How a film is written: its size before it is turned, bits a second, pictures a second."""

    width: int
    height: int
    turned: int
    bits: int
    rate: int


def _plan(facts: Probe, shape: Shape, size: int) -> _Plan:
    """The most that so long a film can have in `size` bytes. Refused "too_long" when that is not worth looking at."""
    bits = int(size * 8 * (1 - _MARGIN) * 1000 / max(facts.duration, 1)) - (_SOUND_BITS if facts.audio else 0)
    lines = next((lines for least, lines in _LINES if bits >= least), None)
    if lines is None:
        raise Refused("too_long")
    scale = min(1.0, lines / min(shape.width, shape.height))
    width, height = (max(2, round(edge * scale / 2) * 2) for edge in (shape.width, shape.height))
    rate = round(min(facts.rate or _FASTEST, _FASTEST)) or 1
    return _Plan(width, height, shape.turned, min(bits, _MOST_BITS), rate)


def _is_good(facts: Probe, shape: Shape) -> bool:
    """Meta warns of the High profile with B-frames; a film to be turned is turned, as not every player would."""
    is_picture_good = facts.video == "h264" and facts.profile in _TAKEN_PROFILES and facts.pixels == "yuv420p"
    is_plain = not facts.has_b_frames and not shape.turned
    return is_picture_good and is_plain and facts.audio in (None, "aac")


def _is_played_by_all(facts: Probe) -> bool:
    is_mp4, is_picture_good = facts.format.startswith("mov"), facts.video == "h264" and facts.pixels == "yuv420p"
    return is_mp4 and is_picture_good and facts.audio in (None, "aac", "mp3", "mp3float")


def _copy(source: Path, target: Path) -> None:
    """The same pictures and sound, without the places and names that phones write beside them."""
    with opened(source) as brought, _mp4(target) as made:
        streams = [moving(brought), *brought.streams.audio[:1]]
        written = {stream.index: made.add_stream_from_template(stream) for stream in streams}
        for packet in brought.demux(streams):
            if packet.dts is not None:
                packet.stream = written[packet.stream.index]
                made.mux(packet)


def _mp4(target: Path) -> av.container.OutputContainer:
    # The index is moved to the front by opening the file a second time, so it has to have a name.
    return av.open(str(target), "w", format="mp4", options={"movflags": "+faststart"})


def _write(source: Path, target: Path, plan: _Plan, facts: Probe, report: Report) -> None:
    with opened(source) as brought, _mp4(target) as made:
        video, sounds = moving(brought), brought.streams.audio[:1]
        video.thread_type = "AUTO"
        picture = _Pictures(made, video, plan)
        sound = _Sound(made) if sounds else None
        for packet in brought.demux(video, *sounds):
            for frame in packet.decode():
                if isinstance(frame, av.VideoFrame):
                    report(100 * milliseconds(frame.pts, frame.time_base) // max(facts.duration, 1))
                    picture.write(frame)
                else:
                    sound.write(frame)
        picture.write(None)
        if sound:
            sound.write(None)


class _Pictures:
    """Pictures on their way into an MP4: thinned to the rate, scaled, turned, encoded without B-frames."""

    def __init__(self, made: av.container.OutputContainer, video: av.VideoStream, plan: _Plan):
        self._made, self._video, self._plan = made, video, plan
        options = {"profile": "main", "preset": "veryfast", "bf": "0", "crf": _QUALITY}
        options |= {"maxrate": str(plan.bits), "bufsize": str(plan.bits)}
        self._stream = made.add_stream("libx264", rate=plan.rate, options=options)
        width, height = Shape(plan.width, plan.height, plan.turned).seen
        self._stream.width, self._stream.height, self._stream.pix_fmt = width, height, "yuv420p"
        self._graph: Graph | None = None

    def write(self, frame: av.VideoFrame | None) -> None:
        """The next one; None when there are no more."""
        if frame is not None and self._graph is None:
            self._graph = self._chain(frame)
        if self._graph is not None:
            self._graph.vpush(frame)
            for filtered in _pulled(self._graph):
                # Otherwise the encoder would repeat the type that the picture had in the source.
                filtered.pict_type = 0
                self._made.mux(self._stream.encode(filtered))
        if frame is None:
            self._made.mux(self._stream.encode(None))

    def _chain(self, frame: av.VideoFrame) -> Graph:
        graph, plan = Graph(), self._plan
        turns = {90: ["cclock"], 180: ["clock", "clock"], 270: ["clock"]}.get(plan.turned, [])
        graph.link_nodes(
            graph.add_buffer(
                width=frame.width, height=frame.height, format=frame.format, time_base=self._video.time_base
            ),
            graph.add("fps", f"fps={plan.rate}"),
            graph.add("scale", f"{plan.width}:{plan.height}"),
            *(graph.add("transpose", f"dir={turn}") for turn in turns),
            graph.add("setsar", "1"),
            graph.add("format", "pix_fmts=yuv420p"),
            graph.add("buffersink"),
        ).configure()
        return graph


class _Sound:
    """Sound on its way into an MP4."""

    def __init__(self, made: av.container.OutputContainer):
        self._made = made
        self._stream = made.add_stream("aac", rate=_SOUND_RATE, layout="stereo")
        self._stream.bit_rate = _SOUND_BITS
        self._resampler = av.AudioResampler(format="fltp", layout="stereo", rate=_SOUND_RATE)

    def write(self, frame: av.AudioFrame | None) -> None:
        """The next one; None when there are no more."""
        for resampled in self._resampler.resample(frame):
            self._made.mux(self._stream.encode(resampled))
        if frame is None:
            self._made.mux(self._stream.encode(None))


def _pulled(graph: Graph) -> Iterator[av.VideoFrame]:
    while True:
        try:
            yield graph.vpull()
        except (av.BlockingIOError, av.EOFError):
            return
