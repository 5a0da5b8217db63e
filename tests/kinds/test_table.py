"""docs/kinds.md."""

import re

from chatapp.kinds import REGISTRY
from tests.kinds.table import DOCUMENT, MISSING, NOTHING, needed, write


def test_the_document_has_a_row_for_every_kind():
    assert re.findall(r"^\| (\w+) \|", DOCUMENT.read_text(), re.M)[1:] == list(REGISTRY)


def test_a_cell_names_its_tests_once_or_says_that_there_are_none():
    document = write({("image", "shown"): ["tests/a.py::test_b[image]", "tests/a.py::test_b[x]", "tests/c.py::test_d"]})
    assert f"| image | {MISSING} | [1] [2] | {MISSING} | {MISSING} | {MISSING} |" in document
    assert f"| order | {MISSING} | {MISSING} | {NOTHING} | {MISSING} | {MISSING} |" in document
    assert "1. `tests/a.py::test_b`\n2. `tests/c.py::test_d`\n" in document


def test_what_cannot_be_done_needs_no_proof():
    assert [kind for kind in REGISTRY if not needed(kind, "quoted")] == ["reaction", "system", "edit", "revoke", "call"]
    assert not needed("order", "sent")
    assert needed("order", "received")
