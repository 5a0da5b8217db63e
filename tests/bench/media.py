"""How long conversions take and how much memory they need: `python -m tests.bench.media`, on Linux, by itself.

Each case runs in a process of its own. "Memory" is what that process grew by, at its peak, beyond the loaded libraries.
"""

import multiprocessing
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from chatapp.media.conversions import Outcome
from chatapp.media.conversions.preparing import Brought, prepare
from tests.media import large, samples

MB = large.MB


@dataclass(frozen=True)
class Case:
    """What is brought, and how it is made."""

    name: str
    kind: str
    make: Callable[[Path], Path]


def _voice(folder: Path) -> Path:
    return samples.sound(folder / "voice.webm", 60, codec="libopus", container="webm", layout="stereo")


CASES = (
    Case("12-megapixel HEIC to JPEG", "image", partial(large.photo, busy=True)),
    Case("40 MB MOV to MP4", "video", large.film),
    Case("GIF to animated sticker", "sticker", large.moving_sticker),
    Case("90 MB PDF", "document", large.catalogue),
    Case("60 s recording to voice note", "voice", _voice),
)


def main() -> None:
    """Print a table: name, bytes before and after, seconds, megabytes of memory."""
    processes = multiprocessing.get_context("spawn")
    print(f"{'':32}{'from':>10}{'to':>10}{'seconds':>10}{'memory':>10}")
    for case in CASES:
        with tempfile.TemporaryDirectory() as folder:
            receiver, sender = processes.Pipe(duplex=False)
            brought = case.make(Path(folder))
            process = processes.Process(target=_measure, args=(sender, case.kind, brought, Path(folder)))
            process.start()
            after, seconds, memory = receiver.recv()
            process.join()
            before = brought.stat().st_size
        print(f"{case.name:32}{before / MB:8.2f}MB{after / MB:8.2f}MB{seconds:10.2f}{memory / MB:8.0f}MB", flush=True)


def _measure(sender, kind: str, source: Path, folder: Path) -> None:
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
    rested, began = _memory("VmRSS"), time.perf_counter()
    outcome: Outcome = prepare(Brought(kind, source, None, source.name), folder, lambda percent: None)
    seconds = time.perf_counter() - began
    sender.send(((outcome.path or source).stat().st_size, seconds, _memory("VmHWM") - rested))


def _memory(what: str) -> int:
    """In bytes; as Linux knows it of this process alone."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition(f"{what}:")[2].split()[0]) * 1024


if __name__ == "__main__":
    main()
