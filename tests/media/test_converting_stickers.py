"""Stickers, as Meta takes them."""

from pathlib import Path

import pytest
from PIL import Image

from chatapp.media.conversions import Refused
from chatapp.media.conversions.limits import ANIMATED_STICKER, STICKER
from chatapp.media.conversions.stickers import to_sticker
from tests.media import samples


def silent(percent: int) -> None:
    pass


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.heic"])
def test_any_picture_becomes_a_sticker(tmp_path: Path, name: str):
    made = to_sticker(samples.photo(tmp_path / name, (1600, 900), busy=True), tmp_path, silent)
    assert made.path.stat().st_size <= STICKER
    with Image.open(made.path) as sticker:
        assert (sticker.format, sticker.size) == ("WEBP", (512, 512))
        assert sticker.convert("RGBA").getpixel((256, 5))[3] == 0
        assert sticker.convert("RGBA").getpixel((256, 256))[3] == 255


@pytest.mark.parametrize("name", ["a.gif", "a.webp"])
def test_what_moves_goes_on_moving_and_takes_as_long(tmp_path: Path, name: str):
    made = to_sticker(samples.moving_picture(tmp_path / name), tmp_path, silent)
    assert made.path.stat().st_size <= ANIMATED_STICKER
    with Image.open(made.path) as sticker:
        assert sticker.size == (512, 512)
        assert sticker.n_frames >= 20
        lasts = 0
        for number in range(sticker.n_frames):
            sticker.seek(number)
            sticker.load()
            lasts += sticker.info["duration"]
        assert abs(lasts - 24 * 80) < 200


def test_a_short_film_becomes_a_sticker_however_lively_it_is(tmp_path: Path):
    told = []
    made = to_sticker(samples.film(tmp_path / "a.mov", 1, busy=True), tmp_path, told.append)
    assert made.path.stat().st_size <= ANIMATED_STICKER
    assert told
    with Image.open(made.path) as sticker:
        assert sticker.n_frames > 5


def test_a_sticker_is_left_as_it_is(tmp_path: Path):
    own = tmp_path / "own.webp"
    Image.new("RGBA", (512, 512), (10, 200, 30, 128)).save(own)
    made = to_sticker(own, tmp_path, silent)
    assert (made.path, made.mime_type, made.width) == (None, "image/webp", 512)


def test_a_long_film_is_refused(tmp_path: Path):
    with pytest.raises(Refused, match="sticker_too_long"):
        to_sticker(samples.film(tmp_path / "a.mov", 12, size=(64, 64), rate=10, with_sound=None), tmp_path, silent)


def test_a_sound_is_no_sticker(tmp_path: Path):
    with pytest.raises(Refused, match="no_video"):
        to_sticker(samples.sound(tmp_path / "a.ogg", codec="libopus", container="ogg"), tmp_path, silent)
