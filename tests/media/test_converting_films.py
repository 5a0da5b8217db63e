"""Films, as Meta takes them and browsers show them."""

from pathlib import Path

import av
import pytest
from PIL import Image

from chatapp.media.conversions import Refused
from chatapp.media.conversions.containers import probe
from chatapp.media.conversions.films import playable, shape_of, to_video
from chatapp.media.conversions.limits import VIDEO
from tests.media import samples


def silent(percent: int) -> None:
    pass


def is_what_meta_takes(path: Path) -> bool:
    facts = probe(path)
    body = path.read_bytes()
    is_fast = body.index(b"moov") < body.index(b"mdat")
    is_picture = (facts.video, facts.pixels, facts.has_b_frames) == ("h264", "yuv420p", False)
    return is_fast and is_picture and facts.audio in (None, "aac") and len(body) <= VIDEO


def colours(path: Path, at: tuple[float, float]) -> str:
    with av.open(str(path)) as film:
        picture = list(film.decode(video=0))[-1].to_image()
    red, _green, blue = picture.getpixel((int(at[0] * picture.width), int(at[1] * picture.height)))
    return "red" if red > 120 > blue else "blue" if blue > 120 > red else "other"


@pytest.mark.parametrize(
    "made_by",
    [
        {"codec": "libx265", "container": "mov"},
        {"codec": "libx264", "container": "mov", "options": {"profile": "high", "bf": "3"}},
        {"codec": "libvpx", "container": "webm", "with_sound": "libopus"},
        {"codec": "mpeg4", "container": "avi", "with_sound": "libmp3lame"},
        {"codec": "libx264", "container": "mov", "with_sound": None},
    ],
    ids=["iphone", "high profile", "browser", "old camera", "silent"],
)
def test_any_film_becomes_an_mp4_that_meta_takes(tmp_path: Path, made_by: dict):
    told = []
    made = to_video(samples.film(tmp_path / "brought", 2, **made_by), tmp_path, told.append)
    assert made.mime_type == "video/mp4"
    assert is_what_meta_takes(made.path)
    assert (made.width, made.height) == (640, 360)
    assert abs(made.duration - 2000) < 150
    assert abs(probe(made.path).duration - 2000) < 150
    assert told == sorted(told)
    assert colours(made.path, (0.1, 0.5)) == "red"
    assert colours(made.path, (0.8, 0.5)) == "blue"


def test_what_meta_takes_is_not_encoded_again_but_says_no_more_where_it_was(tmp_path: Path):
    place = {"location": "-23.5505-046.6333/", "com.apple.quicktime.location.ISO6709": "-23.5505-046.6333/"}
    options = {"profile": "main", "bf": "0"}
    brought = samples.film(tmp_path / "a.mov", 2, options=options, metadata=place)
    assert b"-23.5505" in brought.read_bytes()
    made = to_video(brought, tmp_path, pytest.fail)
    assert is_what_meta_takes(made.path)
    assert b"-23.5505" not in made.path.read_bytes()


@pytest.mark.parametrize(("degrees", "top"), [(90, "red"), (270, "blue")])
def test_a_film_held_upright_is_upright(tmp_path: Path, degrees: int, top: str):
    """90: turned clockwise to be seen, so what is stored on the left is on top."""
    brought = samples.turned(samples.film(tmp_path / "a.mov", 1), degrees)
    assert shape_of(brought).seen == (360, 640)
    made = to_video(brought, tmp_path, silent)
    assert (made.width, made.height) == (360, 640)
    assert shape_of(made.path).turned == 0
    assert colours(made.path, (0.5, 0.1)) == top
    poster = playable(brought, tmp_path, silent).renditions["poster"]
    with Image.open(poster.path) as picture:
        assert picture.size == (360, 640) == (poster.width, poster.height)
        red, _green, blue = picture.getpixel((180, 60))
        assert (red > blue) == (top == "red")


def test_a_film_is_made_as_small_as_its_length_demands(tmp_path: Path):
    limit = 300_000
    brought = samples.film(tmp_path / "a.mov", 4, busy=True, size=(1280, 720), rate=12, options={"preset": "ultrafast"})
    assert brought.stat().st_size > 3 * limit
    made = to_video(brought, tmp_path, silent, limit)
    assert made.path.stat().st_size <= limit
    assert made.height < 720


def test_a_film_too_long_for_its_size_is_refused(tmp_path: Path):
    brought = samples.film(
        tmp_path / "a.webm", 20, size=(64, 64), rate=10, codec="libvpx", container="webm", with_sound=None
    )
    with pytest.raises(Refused, match="too_long"):
        to_video(brought, tmp_path, silent, limit=400_000)


@pytest.mark.parametrize(
    ("made_by", "needs_one"),
    [
        ({"codec": "libx264", "container": "mp4"}, False),
        ({"codec": "libx265", "container": "mp4"}, True),
        ({"codec": "mpeg4", "container": "3gp"}, True),
    ],
)
def test_what_some_browser_cannot_show_gets_a_rendition(tmp_path: Path, made_by: dict, needs_one: bool):
    found = playable(samples.film(tmp_path / "a", 1, **made_by), tmp_path, silent)
    assert (found.width, found.height) == (640, 360)
    assert abs(found.duration - 1000) < 150
    assert ("playable" in found.renditions) == needs_one
    assert found.renditions["poster"].mime_type == "image/jpeg"
    if needs_one:
        assert is_what_meta_takes(found.renditions["playable"].path)


def test_a_song_with_a_cover_is_no_film(tmp_path: Path):
    with pytest.raises(Refused, match="no_video"):
        to_video(samples.sound(tmp_path / "a.mp3", codec="libmp3lame", container="mp3"), tmp_path, silent)


def test_half_a_film_and_no_film_are_refused(tmp_path: Path):
    brought = samples.film(tmp_path / "a.mov", 1)
    brought.write_bytes(brought.read_bytes()[:3000])
    with pytest.raises(Refused, match="unreadable"):
        to_video(brought, tmp_path, silent)
    (tmp_path / "b.mp4").write_text("not a film at all")
    with pytest.raises(Refused, match="unreadable"):
        to_video(tmp_path / "b.mp4", tmp_path, silent)
