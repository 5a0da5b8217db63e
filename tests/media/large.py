"""Large files as people bring them: for the bench, and for journeys, which have less time."""

from pathlib import Path

from tests.media import samples

MB = 1_000_000
TWELVE_MEGAPIXELS = (4032, 3024)


def photo(folder: Path, *, busy: bool = False) -> Path:
    """As a telephone takes it: HEIC. A busy one fills its bytes, and takes a while to make."""
    how = {"quality": 70, "enc_params": {"preset": "slow"}} if busy else {}
    return samples.photo(folder / "photo.heic", TWELVE_MEGAPIXELS, busy=busy, **how)


def film(folder: Path, seconds: int = 20, size: tuple[int, int] = (1920, 1080)) -> Path:
    """A MOV of a little over 40 MB; the fewer its pictures, the sooner it is converted."""
    bits = f"{41 * 8 / seconds:.1f}M"
    options = {"preset": "ultrafast", "b": bits, "minrate": bits, "maxrate": bits, "bufsize": "8M"}
    options |= {"x264-params": "nal-hrd=cbr"}
    return samples.film(folder / "film.mov", seconds, size=size, busy=True, options=options)


def moving_sticker(folder: Path, frames: int = 60, size: tuple[int, int] = (480, 480)) -> Path:
    return samples.moving_picture(folder / "party.gif", frames=frames, size=size, duration=50)


def catalogue(folder: Path) -> Path:
    """A PDF of 90 MB."""
    return samples.document(folder / "catalogue.pdf", pages=120, size=90 * MB)
