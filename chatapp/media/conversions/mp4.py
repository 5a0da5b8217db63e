"""MP4 files with H.264 and AAC, whose index stands in front: copied or encoded, as planned."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import av
from av.filter import Graph

from chatapp.media.conversions.containers import Probe, milliseconds, moving, opened

Report = Callable[[int], None]

SOUND_BITS = 64_000
_SOUND_RATE = 44_100
_QUALITY = "25"


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


@dataclass(frozen=True)
class Plan:
    """How a film is written: its size before it is turned, bits a second, pictures a second."""

    width: int
    height: int
    turned: int
    bits: int
    rate: int


def copy(source: Path, target: Path) -> None:
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


def write(source: Path, target: Path, plan: Plan, facts: Probe, report: Report) -> None:
    """Encode it anew, as planned."""
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

    def __init__(self, made: av.container.OutputContainer, video: av.VideoStream, plan: Plan):
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
        self._stream.bit_rate = SOUND_BITS
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
