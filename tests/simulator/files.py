"""Files as phones have them, made here: small, and of the kind they say."""

import io
import math
from array import array
from fractions import Fraction

import av
from PIL import Image, ImageDraw


def picture(form: str = "JPEG", size: tuple[int, int] = (320, 240)) -> bytes:
    """A red and a blue half."""
    image = Image.new("RGB", size, "#c8503c")
    ImageDraw.Draw(image).rectangle((size[0] // 2, 0, *size), fill="#28507a")
    made = io.BytesIO()
    image.save(made, form)
    return made.getvalue()


def sound(container: str = "ogg", codec: str = "libopus", layout: str = "mono", seconds: int = 1) -> bytes:
    """A tone."""
    made = io.BytesIO()
    channels = 2 if layout == "stereo" else 1
    with av.open(made, "w", format=container) as target:
        stream = target.add_stream(codec, rate=48_000, layout=layout)
        for place in range(seconds * 50):
            tone = (int(9000 * math.sin((place * 960 + at) / 17)) for at in range(960) for _ in range(channels))
            frame = av.AudioFrame(format="s16", layout=layout, samples=960)
            frame.planes[0].update(array("h", tone).tobytes())
            frame.sample_rate, frame.pts, frame.time_base = 48_000, place * 960, Fraction(1, 48_000)
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    return made.getvalue()


def film(codec: str = "libx264", seconds: int = 1) -> bytes:
    """A colour that changes."""
    made = io.BytesIO()
    with av.open(made, "w", format="mp4") as target:
        stream = target.add_stream(codec, rate=10)
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p"
        for place in range(seconds * 10):
            frame = av.VideoFrame.from_image(Image.new("RGB", (160, 120), (place * 20, 80, 120)))
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    return made.getvalue()


PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF"
)
