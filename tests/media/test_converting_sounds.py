"""Voice notes and audio files, as Meta takes them and browsers play them."""

from pathlib import Path

import pytest

from chatapp.media.conversions import Refused
from chatapp.media.conversions.containers import probe
from chatapp.media.conversions.limits import AUDIO, VOICE
from chatapp.media.conversions.sounds import playable, to_audio, to_voice
from chatapp.media.conversions.waveforms import waveform
from tests.media import samples


def silent(percent: int) -> None:
    pass


RECORDINGS = {
    "chromium": {"codec": "libopus", "container": "webm"},
    "chromium, mp4": {"codec": "libopus", "container": "mp4"},
    "firefox": {"codec": "libopus", "container": "ogg"},
    "safari": {"codec": "aac", "container": "mp4"},
    "stereo": {"codec": "libopus", "container": "webm", "layout": "stereo"},
    "phone": {"codec": "libopencore_amrnb", "container": "amr", "rate": 8000},
    "wav": {"codec": "pcm_s16le", "container": "wav"},
}


def opus_channels(path: Path) -> int:
    head = path.read_bytes()[:200]
    assert head.startswith(b"OggS")
    return head[head.index(b"OpusHead") + 9]


@pytest.mark.parametrize("recording", RECORDINGS.values(), ids=RECORDINGS)
def test_every_recording_becomes_a_voice_note(tmp_path: Path, recording: dict):
    made = to_voice(samples.sound(tmp_path / "brought", 3, **recording), tmp_path, silent)
    assert made.mime_type == "audio/ogg; codecs=opus"
    assert opus_channels(made.path) == 1
    assert made.path.stat().st_size <= VOICE
    assert abs(made.duration - 3000) < 150


def test_its_wave_shows_where_somebody_spoke(tmp_path: Path):
    bars = to_voice(samples.sound(tmp_path / "a.webm", 3, codec="libopus", container="webm"), tmp_path, silent).waveform
    assert len(bars) == 48
    assert max(bars) == 100
    assert min(bars[2:14]) > 50
    assert max(bars[19:29]) < 20


def test_silence_is_flat(tmp_path: Path):
    flat = samples.sound(tmp_path / "a.wav", 0.02, codec="pcm_s16le", container="wav")
    assert len(waveform(flat)) == 48


def test_a_mono_recording_is_not_encoded_twice(tmp_path: Path):
    brought = samples.sound(tmp_path / "a.webm", 3, codec="libopus", container="webm", bit_rate=48_000)
    made = to_voice(brought, tmp_path, silent)
    assert made.path.stat().st_size > 0.9 * brought.stat().st_size


def test_a_long_voice_note_is_spoken_more_thinly_and_a_longer_one_refused(tmp_path: Path):
    long = samples.sound(tmp_path / "a.wav", 5 * 60, codec="pcm_s16le", container="wav", rate=8000)
    made = to_voice(long, tmp_path, silent)
    assert made.path.stat().st_size <= VOICE
    assert abs(made.duration - 5 * 60_000) < 200
    longer = samples.sound(tmp_path / "b.wav", 9 * 60, codec="pcm_s16le", container="wav", rate=8000)
    with pytest.raises(Refused, match="voice_too_long"):
        to_voice(longer, tmp_path, silent)


@pytest.mark.parametrize(
    ("codec", "container", "layout", "becomes"),
    [
        ("libmp3lame", "mp3", "stereo", "audio/mpeg"),
        ("aac", "adts", "mono", "audio/aac"),
        ("libopencore_amrnb", "amr", "mono", "audio/amr"),
        ("aac", "mp4", "stereo", "audio/mp4"),
        ("libopus", "webm", "mono", "audio/ogg; codecs=opus"),
        ("libopus", "ogg", "stereo", "audio/mp4"),
        ("flac", "flac", "stereo", "audio/mp4"),
        ("pcm_s16le", "wav", "mono", "audio/mp4"),
    ],
)
def test_any_audio_becomes_one_that_meta_takes(tmp_path: Path, codec: str, container: str, layout: str, becomes: str):
    rate = 8000 if container == "amr" else 48_000
    brought = samples.sound(tmp_path / "a", 2, codec=codec, container=container, layout=layout, rate=rate)
    made = to_audio(brought, tmp_path, silent)
    assert made.mime_type == becomes
    assert abs(made.duration - 2000) < 150
    assert (made.path is None) == (container in ("mp3", "adts", "amr"))
    if becomes == "audio/mp4":
        assert probe(made.path).audio == "aac"


def test_a_large_audio_file_ends_below_sixteen_megabytes(tmp_path: Path):
    brought = samples.sound(tmp_path / "a.wav", 250, codec="pcm_s16le", container="wav", layout="stereo", rate=44_100)
    assert brought.stat().st_size > 2 * AUDIO
    made = to_audio(brought, tmp_path, silent)
    assert made.path.stat().st_size <= AUDIO


@pytest.mark.parametrize(
    ("codec", "container", "rate", "needs_one"),
    [
        ("libopus", "ogg", 48_000, True),
        ("libopencore_amrnb", "amr", 8000, True),
        ("libmp3lame", "mp3", 44_100, False),
        ("aac", "mp4", 44_100, False),
    ],
)
def test_what_some_browser_cannot_play_gets_a_rendition(
    tmp_path: Path, codec: str, container: str, rate: int, needs_one: bool
):
    brought = samples.sound(tmp_path / "a", 2, codec=codec, container=container, rate=rate)
    found = playable(brought, tmp_path, silent)
    assert ("playable" in found.renditions) == needs_one
    assert len(found.waveform) == 48
    assert abs(found.duration - 2000) < 150
    if needs_one:
        facts = probe(found.renditions["playable"].path)
        assert (facts.audio, facts.format.partition(",")[0]) == ("aac", "mov")
        assert abs(facts.duration - 2000) < 150


def test_a_film_without_sound_is_no_voice_note(tmp_path: Path):
    with pytest.raises(Refused, match="no_audio"):
        to_voice(samples.film(tmp_path / "a.mov", 1, with_sound=None), tmp_path, silent)


def test_a_playlist_does_not_make_us_read_other_files(tmp_path: Path):
    """FFmpeg would follow it to any file or address that it names."""
    inner = samples.sound(tmp_path / "secret.ts", 1, codec="aac", container="mpegts")
    playlist = tmp_path / "a.m3u8"
    playlist.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://{inner}\n#EXT-X-ENDLIST\n")
    concat = tmp_path / "a.ffconcat"
    concat.write_text(f"ffconcat version 1.0\nfile '{inner.name}'\n")
    for trap in (playlist, concat):
        with pytest.raises(Refused, match="unreadable"):
            to_audio(trap, tmp_path, silent)
