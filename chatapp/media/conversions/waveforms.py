"""The picture of a sound in a voice bubble."""

from itertools import pairwise
from pathlib import Path

import av

from chatapp.media.conversions.containers import heard, opened
from chatapp.media.conversions.limits import WAVEFORM_BARS

_RATE = 8000
#: Samples whose loudest stands for all of them: the memory of an hour is a few hundred kilobytes.
_WINDOW = 80


def waveform(source: Path, bars: int = WAVEFORM_BARS) -> list[int]:
    """`bars` loudnesses from 0 to 100, the loudest of the whole sound being 100; all 0 for silence."""
    peaks = _peaks(source)
    if not peaks:
        return [0] * bars
    edges = [number * len(peaks) // bars for number in range(bars + 1)]
    loudest = [max(peaks[a : max(b, a + 1)]) for a, b in pairwise(edges)]
    top = max(loudest) or 1
    return [round(100 * value / top) for value in loudest]


def _peaks(source: Path) -> list[int]:
    peaks: list[int] = []
    with opened(source) as container:
        resampler = av.AudioResampler(format="s16", layout="mono", rate=_RATE)
        for frame in container.decode(heard(container)):
            peaks += _peaks_of(resampler.resample(frame))
        peaks += _peaks_of(resampler.resample(None))
    return peaks


def _peaks_of(frames: list[av.AudioFrame]) -> list[int]:
    peaks = []
    for frame in frames:
        samples = memoryview(bytes(frame.planes[0]))[: frame.samples * 2].cast("h")
        for start in range(0, len(samples), _WINDOW):
            window = samples[start : start + _WINDOW]
            peaks.append(max(max(window), -min(window)))
    return peaks
