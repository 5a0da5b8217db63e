"""Pictures under their names, and many of them on a sheet."""

import io
from collections.abc import Iterator, Sequence

from PIL import Image, ImageDraw, ImageFont

PER_SHEET, COLUMNS = 12, 3
GAP, TITLE = 12, 28


def framed(name: str, parts: Sequence[bytes]) -> Image.Image:
    """PNGs below one another, under a name."""
    images = [Image.open(io.BytesIO(part)).convert("RGB") for part in parts]
    size = (max(image.width for image in images), TITLE + sum(image.height + GAP for image in images))
    whole = Image.new("RGB", size, "white")
    ImageDraw.Draw(whole).text((4, 4), name, "black", ImageFont.load_default(18))
    below = TITLE
    for image in images:
        whole.paste(image, (0, below))
        below += image.height + GAP
    return whole


def sheets(pictures: Sequence[Image.Image]) -> Iterator[Image.Image]:
    """Three side by side, twelve to a sheet."""
    for first in range(0, len(pictures), PER_SHEET):
        rows = [pictures[place : place + COLUMNS] for place in range(first, first + PER_SHEET, COLUMNS)]
        yield _stacked([row for row in rows if row])


def _stacked(rows: Sequence[Sequence[Image.Image]]) -> Image.Image:
    width = max(picture.width for row in rows for picture in row) + GAP
    heights = [max(picture.height for picture in row) + GAP for row in rows]
    sheet = Image.new("RGB", (width * COLUMNS, sum(heights)), "lightgrey")
    for place, row in enumerate(rows):
        for column, picture in enumerate(row):
            sheet.paste(picture, (column * width, sum(heights[:place])))
    return sheet
