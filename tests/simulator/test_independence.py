"""The simulator and the product know nothing of each other."""

import ast
import subprocess
import sys
from pathlib import Path

import chatapp

HOUSE = Path(chatapp.__file__).parent
LISTING = (
    "import sys, chatapp.simulator.app; print(*sorted(name for name in sys.modules if name.startswith('chatapp.')))"
)


def test_running_it_loads_nothing_of_the_product() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", LISTING], capture_output=True, text=True, check=True, cwd=HOUSE.parent
    )
    strangers = [name for name in loaded.stdout.split() if not name.startswith("chatapp.simulator")]
    assert strangers == []


def test_the_product_never_imports_it() -> None:
    for file in HOUSE.rglob("*.py"):
        if HOUSE / "simulator" in file.parents:
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(name.startswith("chatapp.simulator") for name in names), file
