"""Sounds and films as FFmpeg opens them: only formats that hold nothing but themselves, within limits."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import av
from av.container import InputContainer

from chatapp.media.conversions.limits import FILM_PIXELS, LONGEST, STREAMS
from chatapp.media.conversions.outcome import Refused

#: Playlists (HLS, concat) would make FFmpeg open whatever file or address they name.
_FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,ogg,mp3,aac,amr,amrnb,amrwb,wav,flac,aiff,caf,asf,avi,mpeg,mpegts,gif,"
    "webp_anim,webp_pipe"
)
_ONLY = {"format_whitelist": _FORMATS, "protocol_whitelist": "file"}


@dataclass(frozen=True)
class Probe:
    """What is in a container. `duration` in milliseconds; codecs by FFmpeg's names; sizes as stored, not as shown."""

    format: str
    duration: int
    video: str | None = None
    profile: str | None = None
    pixels: str | None = None
    has_b_frames: bool = False
    rate: float | None = None
    audio: str | None = None
    channels: int = 0


@contextmanager
def opened(source: Path) -> Iterator[InputContainer]:
    """The container for reading. Refused "unreadable" for whatever FFmpeg cannot make sense of, then or later."""
    try:
        with av.open(str(source), options=_ONLY) as container:
            _check(container)
            yield container
    except (av.FFmpegError, UnicodeDecodeError) as error:
        raise Refused("unreadable") from error


def probe(source: Path) -> Probe:
    """Look at a file without decoding it."""
    with opened(source) as container:
        video = next((s for s in container.streams.video if not _is_cover(s)), None)
        audio = next(iter(container.streams.audio), None)
        facts = {}
        if video is not None:
            context = video.codec_context
            facts |= {"video": context.name, "profile": video.profile, "pixels": context.pix_fmt}
            facts |= {"has_b_frames": context.has_b_frames, "rate": _rate(video)}
        if audio is not None:
            facts |= {"audio": audio.codec_context.name, "channels": audio.codec_context.channels}
        duration = _duration(container)
    if duration > LONGEST:
        raise Refused("too_long")
    return Probe(container.format.name, duration, **facts)


def moving(container: InputContainer) -> av.VideoStream:
    """The film in it, and not a cover picture. Refused "no_video" without one."""
    for stream in container.streams.video:
        if not _is_cover(stream):
            return stream
    raise Refused("no_video")


def heard(container: InputContainer) -> av.AudioStream:
    """The sound in it. Refused "no_audio" without one."""
    if not container.streams.audio:
        raise Refused("no_audio")
    return container.streams.audio[0]


def milliseconds(at: int | None, time_base) -> int:
    """A moment of a stream."""
    return 0 if at is None else int(at * time_base * 1000)


def _is_cover(stream: av.VideoStream) -> bool:
    return bool(stream.disposition & av.stream.Disposition.attached_pic)


def _check(container: InputContainer) -> None:
    if len(container.streams) > STREAMS:
        raise Refused("unreadable")
    for stream in container.streams.video:
        if stream.codec_context.width * stream.codec_context.height > FILM_PIXELS:
            raise Refused("too_many_pixels")


def _duration(container: InputContainer) -> int:
    """What a browser records has no duration in its header: then the last packet tells."""
    if container.duration and container.format.name not in ("matroska,webm", "ogg", "aac", "mp3", "amr"):
        return container.duration // 1000
    first, last = None, 0
    for packet in container.demux():
        if packet.pts is None or packet.stream.type not in ("audio", "video"):
            continue
        begins = packet.pts * packet.time_base
        first = begins if first is None else min(first, begins)
        last = max(last, begins + (packet.duration or 0) * packet.time_base)
    return int((last - (first or 0)) * 1000)


def _rate(stream: av.VideoStream) -> float | None:
    rate = stream.average_rate or stream.guessed_rate
    return float(rate) if rate else None
