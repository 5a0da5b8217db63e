"""`python -m tests.kinds.table` writes docs/kinds.md: what is proven of each kind, and by which test.

Tests say so themselves: `@pytest.mark.proves("image", "shown")`, on the test or on one of its parameters. With
`--check` nothing is written; the exit code is 1 when the file is not up to date or a cell is not proven.
"""

import sys
from collections import defaultdict
from pathlib import Path

import pytest

from chatapp.kinds import REGISTRY

DOCUMENT = Path(__file__).parents[2] / "docs" / "kinds.md"
CELLS = ("received", "shown", "sent", "quoted", "JSON")
NOTHING, MISSING = "–", "**not proven**"

HEAD = """# Kinds of messages

Written by `python -m tests.kinds.table`: each cell names the test that proves it. A kind that WhatsApp only lets
customers send is not *sent*; the company's own kinds are *received* as echoes of what it wrote on its phone. *Quoted*:
a message of the kind can answer another one, and says which. *JSON*: what is stored, and so what the JSON API tells,
is what was said.

"""

Proofs = dict[tuple[str, str], list[str]]


class Collector:
    """A pytest plugin that notes which tests prove which cells."""

    def __init__(self):
        self.proofs: Proofs = defaultdict(list)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            for marker in item.iter_markers("proves"):
                kind, cell = marker.args
                if kind not in REGISTRY or cell not in CELLS:
                    raise ValueError(f"{item.nodeid} proves {kind}, {cell}, which is no cell")
                self.proofs[kind, cell].append(item.nodeid)


def needed(kind: str, cell: str) -> bool:
    """Whether there is anything to prove."""
    return {"sent": REGISTRY[kind].sendable, "quoted": REGISTRY[kind].can_quote}.get(cell, True)


def collect() -> Proofs:
    """Who proves what, over all tests."""
    collector = Collector()
    code = pytest.main(["--collect-only", "-qq", "--no-header", "tests"], plugins=[collector])
    if code != pytest.ExitCode.OK:
        raise SystemExit(code)
    return collector.proofs


def write(proofs: Proofs) -> str:
    """The document."""
    names: dict[str, int] = {}

    def cell(kind: str, column: str) -> str:
        if not needed(kind, column):
            return NOTHING
        tests = sorted({test.split("[")[0] for test in proofs.get((kind, column), [])})
        return " ".join(f"[{names.setdefault(test, len(names) + 1)}]" for test in tests) or MISSING

    rows = [f"| {kind} | " + " | ".join(cell(kind, column) for column in CELLS) + " |" for kind in REGISTRY]
    table = [f"| Kind | {' | '.join(CELLS)} |", "|---" * (len(CELLS) + 1) + "|", *rows]
    return HEAD + "\n".join(table) + "\n\n" + "\n".join(f"{number}. `{test}`" for test, number in names.items()) + "\n"


def main(arguments: list[str]) -> int:
    """Write, or with `--check` compare."""
    document = write(collect())
    if "--check" in arguments:
        return int(MISSING in document or not DOCUMENT.exists() or DOCUMENT.read_text() != document)
    DOCUMENT.write_text(document)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
