"""Sounds: voice notes, audio files, and something that every browser plays."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import av

from chatapp.media.conversions.containers import Probe, heard, milliseconds, opened, probe
from chatapp.media.conversions.limits import AUDIO, LONGEST_VOICE, VOICE
from chatapp.media.conversions.outcome import Outcome, Refused, Rendition
from chatapp.media.conversions.waveforms import waveform

Report = Callable[[int], None]

_VOICE_BITS = (8_000, 24_000)
_AUDIO_BITS = (16_000, 128_000)
_PLAYABLE_BITS = 64_000
#: What the container itself takes, as a part of the whole.
_OVERHEAD = 0.06
#: What Meta takes as it is: (container, codec) -> type.
_TAKEN = {("mp3", "mp3float"): "audio/mpeg", ("mp3", "mp3"): "audio/mpeg", ("aac", "aac"): "audio/aac"}
_TAKEN |= {("amr", "amrnb"): "audio/amr", ("amr", "amr_nb"): "audio/amr", ("amr", "libopencore_amrnb"): "audio/amr"}
#: Opus in Ogg is silent in Safari, AMR nearly everywhere.
_PLAYED_BY_ALL = {("mp3", "mp3float"), ("mp3", "mp3"), ("aac", "aac"), ("wav", "pcm_s16le"), ("mov", "aac")}


@dataclass(frozen=True)
class _Form:
    """How a sound is written."""

    container: str
    codec: str
    rate: int
    layout: str
    bits: int
    options: dict[str, str] = field(default_factory=dict)
    movflags: dict[str, str] = field(default_factory=dict)


def to_voice(source: Path, folder: Path, report: Report) -> Outcome:
    """A voice note: OGG with Opus, mono, small enough to have a play button (which decides how long it may be)."""
    facts, target = probe(source), folder / "voice.ogg"
    if facts.duration > LONGEST_VOICE:
        raise Refused("voice_too_long")
    if facts.audio == "opus" and facts.channels == 1 and source.stat().st_size < VOICE:
        _copy(source, target, "ogg")
    else:
        bits = _bits(facts, VOICE, _VOICE_BITS)
        options = {"application": "voip", "vbr": "constrained"}
        _write(source, target, _Form("ogg", "libopus", 16_000, "mono", bits, options), facts.duration, report)
    if target.stat().st_size > VOICE:
        raise Refused("voice_too_long")
    return _described(target, "audio/ogg; codecs=opus", target)


def to_audio(source: Path, folder: Path, report: Report) -> Outcome:
    """An audio file of a type that Meta takes: as it is, in a new container, or as AAC."""
    facts = probe(source)
    fits = source.stat().st_size <= AUDIO
    mime_type = _TAKEN.get((facts.format, facts.audio))
    if fits and mime_type and facts.video is None:
        return _described(None, mime_type, source)
    if fits and facts.audio == "aac":
        target, mime_type = folder / "audio.m4a", "audio/mp4"
        _copy(source, target, "mp4", {"movflags": "+faststart"})
    elif fits and facts.audio == "opus" and facts.channels == 1:
        target, mime_type = folder / "audio.ogg", "audio/ogg; codecs=opus"
        _copy(source, target, "ogg")
    else:
        target, mime_type = folder / "audio.m4a", "audio/mp4"
        bits = _bits(facts, AUDIO, _AUDIO_BITS)
        layout = "stereo" if facts.channels > 1 and bits >= 48_000 else "mono"
        _write(source, target, _m4a(bits, layout), facts.duration, report)
    if target.stat().st_size > AUDIO:
        raise Refused("too_long")
    return _described(target, mime_type, target)


def playable(source: Path, folder: Path, report: Report) -> Outcome:
    """Duration and waveform of a received sound, and an M4A of it where some browser would stay silent."""
    facts = probe(source)
    found = Outcome(duration=facts.duration, waveform=waveform(source))
    return _with_playable(found, source, facts, folder, report)


def with_playable(made: Outcome, source: Path, folder: Path) -> Outcome:
    """A sound of ours, with an M4A of it where some browser would stay silent. `source` is what it was made of."""
    written = made.path or source
    return _with_playable(made, written, probe(written), folder, lambda percent: None)


def _with_playable(made: Outcome, source: Path, facts: Probe, folder: Path, report: Report) -> Outcome:
    if (facts.format.partition(",")[0], facts.audio) in _PLAYED_BY_ALL:
        return made
    target = folder / "playable.m4a"
    layout = "stereo" if facts.channels > 1 else "mono"
    _write(source, target, _m4a(_PLAYABLE_BITS, layout), facts.duration, report)
    return replace(made, renditions={"playable": Rendition(target, "audio/mp4")})


def _described(path: Path | None, mime_type: str, heard_in: Path) -> Outcome:
    return Outcome(path, mime_type, duration=probe(heard_in).duration, waveform=waveform(heard_in))


def _m4a(bits: int, layout: str) -> _Form:
    return _Form("mp4", "aac", 44_100, layout, bits, movflags={"movflags": "+faststart"})


def _bits(facts: Probe, size: int, between: tuple[int, int]) -> int:
    """Bits a second with which so long a sound fits into `size` bytes. Refused "too_long" below what is bearable."""
    least, most = between
    bits = int(size * 8 * (1 - _OVERHEAD) * 1000 / max(facts.duration, 1))
    if bits < least:
        raise Refused("too_long")
    return min(bits, most)


def _copy(source: Path, target: Path, container: str, options: dict[str, str] | None = None) -> None:
    """The same sound in a new container, which has a duration, and no titles and places."""
    with opened(source) as brought, av.open(str(target), "w", format=container, options=options or {}) as made:
        sound = heard(brought)
        written = made.add_stream_from_template(sound)
        for packet in brought.demux(sound):
            if packet.dts is not None:
                packet.stream = written
                made.mux(packet)


def _write(source: Path, target: Path, form: _Form, duration: int, report: Report) -> None:
    with opened(source) as brought, av.open(str(target), "w", format=form.container, options=form.movflags) as made:
        sound = heard(brought)
        written = made.add_stream(form.codec, rate=form.rate, layout=form.layout, options=form.options)
        written.bit_rate = form.bits
        resampler = av.AudioResampler(format=written.format, layout=form.layout, rate=form.rate)
        for frame in brought.decode(sound):
            report(100 * milliseconds(frame.pts, frame.time_base) // max(duration, 1))
            for resampled in resampler.resample(frame):
                made.mux(written.encode(resampled))
        for resampled in resampler.resample(None):
            made.mux(written.encode(resampled))
        made.mux(written.encode(None))
