"""What a process and all that it started cost: seconds of a core, bytes of memory. On Linux."""

import os
from pathlib import Path


class Family:
    """The process with this id, and its descendants as they are when it is asked."""

    def __init__(self, pid: int):
        self.pid = pid

    def cpu(self) -> float:
        """Seconds of a core so far, those of children that have ended included."""
        return sum(sum(_times(pid)) for pid in self.pids()) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """Megabytes; what processes share is counted once (PSS)."""
        return sum(_proportional(pid) for pid in self.pids()) / 1024

    def pids(self) -> list[int]:
        found = [self.pid]
        for pid in found:
            found += _children(pid)
        return found


def _children(pid: int) -> list[int]:
    return [int(child) for child in _read(pid, f"task/{pid}/children").split()]


def _times(pid: int) -> list[int]:
    """utime, stime, cutime, cstime."""
    return [int(word) for word in _read(pid, "stat").rpartition(")")[2].split()[11:15]]


def _proportional(pid: int) -> int:
    """In kilobytes."""
    return int(_read(pid, "smaps_rollup").partition("\nPss:")[2].split()[0] or 0)


def _read(pid: int, name: str) -> str:
    try:
        return Path(f"/proc/{pid}/{name}").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
