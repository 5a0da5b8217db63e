"""Pictures, as Meta takes them."""

from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from chatapp.media.conversions import Refused
from chatapp.media.conversions.limits import IMAGE
from chatapp.media.conversions.pictures import thumbnail, to_picture
from tests.media import samples


def is_red(picture: Image.Image, at: tuple[int, int]) -> bool:
    red, _green, blue = picture.convert("RGB").getpixel(at)
    return red > 150 and blue < 100


@pytest.mark.parametrize(("name", "size"), [("a.heic", (4032, 3024)), ("a.webp", (1200, 900)), ("a.tiff", (800, 600))])
def test_what_meta_does_not_take_becomes_a_jpeg(tmp_path: Path, name: str, size: tuple[int, int]):
    made = to_picture(samples.photo(tmp_path / name, size), tmp_path)
    assert made.mime_type == "image/jpeg"
    with Image.open(made.path) as picture:
        assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", size)
        assert (made.width, made.height) == size


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.heic"])
def test_nothing_of_where_and_with_what_it_was_taken_is_left(tmp_path: Path, name: str):
    brought = (
        samples.photo(tmp_path / name, comment=b"my secret") if name == "a.jpg" else samples.photo(tmp_path / name)
    )
    assert b"Telephone" in brought.read_bytes()
    made = to_picture(brought, tmp_path).path
    with Image.open(made) as picture:
        assert not picture.getexif()
        assert not {"exif", "xmp", "comment"} & picture.info.keys()
    assert b"Telephone" not in made.read_bytes()
    assert b"secret" not in made.read_bytes()


@pytest.mark.parametrize("name", ["a.jpg", "a.webp", "a.png"])
def test_a_picture_held_sideways_is_turned(tmp_path: Path, name: str):
    """6: the camera was turned to the right, so what is stored on the left belongs on top."""
    made = to_picture(samples.photo(tmp_path / name, (1200, 900), orientation=6), tmp_path)
    with Image.open(made.path) as picture:
        assert picture.size == (900, 1200) == (made.width, made.height)
        assert is_red(picture, (450, 100))
        assert not is_red(picture, (450, 1100))


def test_a_jpeg_that_fits_loses_nothing_to_see(tmp_path: Path):
    brought = samples.photo(tmp_path / "a.jpg", (900, 600), busy=True, quality=90)
    made = to_picture(brought, tmp_path).path
    with Image.open(brought) as before, Image.open(made) as after:
        difference = ImageChops.difference(before.convert("L"), after.convert("L"))
        assert ImageStat.Stat(difference).mean[0] < 2
        assert before.quantization == after.quantization


def test_a_png_keeps_its_transparency_and_sixteen_bits_become_eight(tmp_path: Path):
    clear = tmp_path / "clear.png"
    Image.new("RGBA", (50, 50), (10, 20, 30, 0)).save(clear)
    made = to_picture(clear, tmp_path)
    assert made.mime_type == "image/png"
    with Image.open(made.path) as picture:
        assert picture.mode == "RGBA"
        assert picture.getpixel((5, 5))[3] == 0
    deep = tmp_path / "deep.png"
    Image.new("I;16", (50, 50), 40_000).save(deep)
    made = to_picture(deep, tmp_path)
    with Image.open(made.path) as picture:
        assert (made.mime_type, picture.mode) == ("image/jpeg", "RGB")
        assert 150 <= picture.getpixel((5, 5))[0] <= 162


def test_a_huge_photo_ends_below_five_megabytes(tmp_path: Path):
    brought = samples.photo(tmp_path / "a.jpg", (6000, 4500), busy=True, quality=97)
    assert brought.stat().st_size > 2 * IMAGE
    made = to_picture(brought, tmp_path)
    assert made.path.stat().st_size <= IMAGE
    assert max(made.width, made.height) <= 4096


def test_a_bomb_is_not_opened(tmp_path: Path):
    bomb = tmp_path / "bomb.png"
    Image.new("1", (9000, 9000)).save(bomb)
    assert bomb.stat().st_size < 100_000
    with pytest.raises(Refused, match="too_many_pixels"):
        to_picture(bomb, tmp_path)


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8\xff" * 9])
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes):
    (tmp_path / "a.jpg").write_bytes(content)
    with pytest.raises(Refused, match="unreadable"):
        to_picture(tmp_path / "a.jpg", tmp_path)


def test_half_a_picture_is_refused(tmp_path: Path):
    whole = samples.photo(tmp_path / "a.jpg", busy=True)
    whole.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    with pytest.raises(Refused, match="unreadable"):
        to_picture(whole, tmp_path)


def test_a_thumbnail_knows_the_picture_as_it_is_seen(tmp_path: Path):
    made = thumbnail(samples.photo(tmp_path / "a.jpg", (2000, 1500), orientation=6), tmp_path)
    small = made.renditions["thumbnail"]
    assert (made.width, made.height) == (1500, 2000)
    assert (small.width, small.height, small.mime_type) == (360, 480, "image/webp")
    with Image.open(small.path) as picture:
        assert picture.size == (360, 480)
        assert is_red(picture, (180, 40))
