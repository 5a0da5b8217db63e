"""A short storm over the whole product. `python -m tests.faults` makes longer ones."""

import subprocess
import sys

import pytest

from tests.journeys.programs import ROOT


@pytest.mark.timeout(400)
def test_nothing_is_lost_or_doubled(tmp_path):
    """Its order is the same each time; what it hits is not."""
    storm = [sys.executable, "-m", "tests.faults", "--minutes", "0.4", "--seed", "7", "--folder", str(tmp_path)]
    ended = subprocess.run(storm, cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == 0, f"{ended.stdout}\n{ended.stderr}\nLogs: {tmp_path / 'said.log'}"
