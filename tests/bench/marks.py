"""What a benchmark promises and what it measured: one row per mark, one table for all.

A benchmark is a module with `measure(short)`, a generator of marks, and ends with `raise SystemExit(run(measure))`:

    def measure(short: bool) -> Iterator[Mark]:
        yield Mark("a push to all, p99", at_most(250), 84.2, "ms", reference=61.0, reference_is="bare gevent")

Run alone it prints its table; with `--into FILE` it also adds its marks to a file of JSON lines, which
`python -m tests.bench.marks FILE` prints as one table. The table is Markdown, so that it can stand in a document.
"""

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

import orjson

HEADINGS = ("mark", "required", "measured", "reference", "ratio", "holds")


class Required(NamedTuple):
    """`of_reference`: the bound is for measured / reference, not for what was measured itself."""

    sign: str
    bound: float
    of_reference: bool = False


def at_most(bound: float, *, of_reference: bool = False) -> Required:
    """For times, bytes, shares of a core."""
    return Required("≤", bound, of_reference)


def at_least(bound: float, *, of_reference: bool = False) -> Required:
    """For rates."""
    return Required("≥", bound, of_reference)


def exactly(bound: float) -> Required:
    """For what must not happen even once, with 0; or for a count that must be whole."""
    return Required("=", bound)


@dataclass(frozen=True, slots=True)
class Mark:
    """One promise. `reference`, in the unit of `measured`, comes from the same run; `reference_is` says what it is."""

    mark: str
    required: Required
    measured: float
    unit: str = ""
    reference: float | None = None
    reference_is: str = ""

    @property
    def ratio(self) -> float | None:
        """measured / reference; None without a reference, or with one of nothing."""
        return self.measured / self.reference if self.reference else None

    @property
    def holds(self) -> bool:
        """Whether the promise is kept. One about a ratio that cannot be told is not."""
        sign, bound, of_reference = self.required
        value = self.ratio if of_reference else self.measured
        if value is None or value != value:
            return False
        return {"≤": value <= bound, "≥": value >= bound, "=": value == bound}[sign]


def run(measure: Callable[[bool], Iterable[Mark]]) -> int:
    """The command line of a benchmark: prints its table and returns the exit code, 1 if a mark does not hold."""
    parser = argparse.ArgumentParser(description=sys.modules[measure.__module__].__doc__.partition("\n")[0])
    parser.add_argument("--short", action="store_true", help="a tenth of the time or so, for a look")
    parser.add_argument("--into", type=Path, metavar="FILE", help="also add the marks to this file, as JSON lines")
    options = parser.parse_args()
    marks = []
    for mark in measure(options.short):
        marks.append(mark)
        if options.into:
            with options.into.open("ab") as file:
                file.write(orjson.dumps(_plain(mark)) + b"\n")
    print(table(marks))
    return 0 if marks and all(mark.holds for mark in marks) else 1


def table(marks: Iterable[Mark]) -> str:
    """The machine, and a Markdown table with aligned columns."""
    rows = [HEADINGS, *map(_cells, marks)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join([machine(), "", *lines])


def machine() -> str:
    """Cores, processor, memory, system, Python, and the load of the last minute, which may be other people's work."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    cores, load = len(os.sched_getaffinity(0)), os.getloadavg()[0]
    system, python = f"{platform.system()} {platform.release()}", f"Python {platform.python_version()}"
    return f"{cores} cores of {_processor()}, {memory:.1f} GB, {system}, {python}, load {load:.1f}"


def _cells(mark: Mark) -> tuple[str, ...]:
    sign, bound, of_reference = mark.required
    unit = " × reference" if of_reference else mark.unit and f" {mark.unit}"
    reference = "" if mark.reference is None else f"{_number(mark.reference)} {mark.unit}".strip()
    told = f"{reference} ({mark.reference_is})" if mark.reference_is else reference
    ratio = "" if mark.ratio is None else f"{mark.ratio:.2f}"
    measured = f"{_number(mark.measured)} {mark.unit}".strip()
    return mark.mark, f"{sign} {_number(bound)}{unit}", measured, told, ratio, "yes" if mark.holds else "NO"


def _number(value: float) -> str:
    """Three digits that say something, and thousands apart."""
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text().splitlines() if known.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _plain(mark: Mark) -> dict[str, object]:
    return {**asdict(mark), "required": [*mark.required]}


def _read(path: Path) -> Iterator[Mark]:
    for line in path.read_bytes().splitlines():
        kept = orjson.loads(line)
        yield Mark(**{**kept, "required": Required(*kept["required"])})


if __name__ == "__main__":
    print(table(_read(Path(sys.argv[1]))))
