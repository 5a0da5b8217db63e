"""Files as phones and browsers make them, made here and now: nothing to keep, nothing to licence."""

import math
import random
import struct
from array import array
from fractions import Fraction
from pathlib import Path

import av
import pillow_heif
from PIL import Image, ImageDraw

pillow_heif.register_heif_opener()

GPS = {1: "S", 2: (23.0, 33.0, 1.0), 3: "W", 4: (46.0, 38.0, 2.0)}
_LOUD = array("h", (int(12000 * math.sin(at * math.tau / 50)) for at in range(1000)))
#: It is their reading that tests are about, not their making.
QUICKLY = {"preset": "ultrafast"}
HASTE = {"libx265": QUICKLY, "libvpx": {"deadline": "realtime", "cpu-used": "8"}}
_GPS_IFD, _MAKE, _ORIENTATION = 0x8825, 0x010F, 0x0112


def photo(path: Path, size: tuple[int, int] = (1200, 900), *, orientation: int = 1, busy: bool = False, **how) -> Path:
    """A picture that was taken somewhere: red on its left, blue on its right, with the camera's notes."""
    picture = _noise(size) if busy else Image.new("RGB", size, "red")
    if not busy:
        ImageDraw.Draw(picture).rectangle((size[0] // 2, 0, *size), fill="blue")
    if path.suffix == ".heic":
        how.setdefault("enc_params", QUICKLY)
    exif = picture.getexif()
    exif[_MAKE], exif[_ORIENTATION] = "Telephone", orientation
    exif.get_ifd(_GPS_IFD).update(GPS)
    picture.save(path, exif=exif.tobytes(), **how)
    return path


def _noise(size: tuple[int, int]) -> Image.Image:
    small = Image.frombytes(
        "RGB", (size[0] // 3, size[1] // 3), random.Random(1).randbytes(size[0] // 3 * (size[1] // 3) * 3)
    )
    return small.resize(size, Image.Resampling.BICUBIC)


def moving_picture(path: Path, frames: int = 24, size: tuple[int, int] = (320, 200), duration: int = 80) -> Path:
    """A GIF or WebP in which a ball runs."""
    pictures = []
    for number in range(frames):
        picture = Image.new("RGBA", size, (0, 0, 0, 0))
        left = number * (size[0] - 40) // frames
        ImageDraw.Draw(picture).ellipse((left, 80, left + 40, 120), fill=(250, number * 9 % 250, 30, 255))
        pictures.append(picture)
    pictures[0].save(path, save_all=True, append_images=pictures[1:], duration=duration, loop=0, disposal=2)
    return path


def sound(
    path: Path,
    seconds: float = 3,
    *,
    codec: str,
    container: str,
    layout: str = "mono",
    rate: int = 48_000,
    noise: bool = False,
    bit_rate: int | None = None,
) -> Path:
    """A tone that is silent in its middle third."""
    with av.open(str(path), "w", format=container, options=_live(container)) as made:
        stream = made.add_stream(codec, rate=rate, layout=layout)
        if bit_rate:
            stream.bit_rate = bit_rate
        _sing(made, stream, seconds, noise)
    return path


def film(
    path: Path,
    seconds: float = 2,
    *,
    size: tuple[int, int] = (640, 360),
    rate: int = 30,
    codec: str = "libx264",
    container: str = "mov",
    with_sound: str | None = "aac",
    busy: bool = False,
    options: dict[str, str] | None = None,
    metadata: dict[str, str] | None = None,
) -> Path:
    """A film: a bright bar runs over a dark ground, red to the left of it and blue to the right."""
    options = {**HASTE.get(codec, {}), **(options or {})}
    with av.open(str(path), "w", format=container, options=_live(container)) as made:
        made.metadata.update(metadata or {})
        stream = made.add_stream(codec, rate=rate, options=options)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        audio = made.add_stream(with_sound, rate=48_000, layout="mono") if with_sound else None
        grains = [_noise(size) for _ in range(1)] if busy else []
        for number in range(int(seconds * rate)):
            frame = av.VideoFrame.from_image(_frame(size, number, int(seconds * rate), grains))
            frame.pts, frame.time_base = number, Fraction(1, rate)
            made.mux(stream.encode(frame))
        made.mux(stream.encode(None))
        if audio is not None:
            _sing(made, audio, seconds, False)
    return path


def turned(path: Path, degrees: int) -> Path:
    """The same MOV as a phone writes it that was held otherwise: only the matrix in the track's header says so."""
    body = bytearray(path.read_bytes())
    at = body.index(b"tkhd") + 4 + 4 + 20 + 16  # version and flags; times, id and duration; layer, volume and so on
    cos, sin = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[degrees]
    one = 1 << 16
    body[at : at + 36] = struct.pack(">9i", cos * one, sin * one, 0, -sin * one, cos * one, 0, 0, 0, 1 << 30)
    path.write_bytes(body)
    return path


def document(path: Path, pages: int = 3, size: int = 0) -> Path:
    """A PDF with so many pages and, if asked for, so many bytes."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if size:
        writer.add_attachment("ballast.bin", random.Random(2).randbytes(size))
    writer.write(path)
    return path


def _frame(size: tuple[int, int], number: int, total: int, grains: list[Image.Image]) -> Image.Image:
    if grains:
        return grains[0].rotate(number % 7 * 51)
    picture = Image.new("RGB", size, (180, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((size[0] // 2, 0, *size), fill=(0, 0, 180))
    at = number * size[0] // max(total, 1)
    draw.rectangle((at, 0, at + 10, size[1]), fill="white")
    return picture


def _live(container: str) -> dict[str, str]:
    """A browser records into a stream that it cannot go back in: no duration is ever written."""
    return {"live": "1"} if container == "webm" else {}


def _sing(made, stream, seconds: float, noise: bool) -> None:
    rate, size = stream.rate, stream.codec_context.frame_size or 1024
    resampler = av.AudioResampler(format=stream.format, layout=stream.layout, rate=rate, frame_size=size)
    generator = random.Random(3)
    for start in range(0, int(seconds * rate), 4800):
        frame = _tone(start, min(4800, int(seconds * rate) - start), rate, seconds, generator if noise else None)
        for resampled in resampler.resample(frame):
            made.mux(stream.encode(resampled))
    for resampled in resampler.resample(None):
        made.mux(stream.encode(resampled))
    made.mux(stream.encode(None))


def _tone(start: int, count: int, rate: int, seconds: float, generator: random.Random | None) -> av.AudioFrame:
    frame = av.AudioFrame(format="s16", layout="mono", samples=count)
    if generator:
        values = array("h", (generator.randint(-20000, 20000) for _ in range(count)))
    elif seconds * rate / 3 < start < seconds * rate * 2 / 3:
        values = array("h", bytes(2 * count))
    else:
        values = (_LOUD * (count // 1000 + 1))[:count]
    frame.planes[0].update(values.tobytes())
    frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
    return frame
