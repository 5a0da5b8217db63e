"""The memory of a machine, for a program and all that it starts: held by the kernel where it lets us."""

import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

#: Where control groups of version 1 and 2 are, and what their limit of memory is called.
ROOTS = (
    (Path("/sys/fs/cgroup/memory"), "memory.limit_in_bytes"),
    (Path("/sys/fs/cgroup"), "memory.max"),
)
PATIENCE = 20
#: Moves the shell into the group, which then becomes the program.
ENTER = 'echo $$ >"$0/cgroup.procs" && exec "$@"'


@contextmanager
def limited(size: int) -> Iterator[Path | None]:
    """A control group that may use `size` bytes, for `command`; None where we may not make one."""
    folder = next(filter(None, (_made(root, limit, size) for root, limit in ROOTS)), None)
    try:
        yield folder
    finally:
        if folder is not None:
            _remove(folder)


def command(group: Path | None, argv: Sequence[str]) -> list[str]:
    """`argv` as it is run inside the group."""
    return [*argv] if group is None else ["sh", "-c", ENTER, str(group), *argv]


def resident(pid: int) -> float:
    """Megabytes that a process uses, what it shares with others included."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def _remove(folder: Path) -> None:
    """Killed processes are in their group until the kernel has cleared them away."""
    deadline = time.monotonic() + PATIENCE
    while (folder / "cgroup.procs").read_text() and time.monotonic() < deadline:
        time.sleep(0.1)
    folder.rmdir()


def _made(root: Path, limit: str, size: int) -> Path | None:
    folder = root / f"bench-{uuid.uuid4().hex[:8]}"
    try:
        folder.mkdir()
        (folder / limit).write_text(str(size))
    except OSError:
        if folder.is_dir():
            folder.rmdir()
        return None
    return folder
