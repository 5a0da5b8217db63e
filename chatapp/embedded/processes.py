"""Starts and ends child processes so that none outlives whoever started it."""

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from chatapp.embedded.identity import Ourselves

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def spawn(
    argv: Sequence[str | Path],
    *,
    pidfile: Path,
    stop_signal: signal.Signals = signal.SIGTERM,
    death_signal: signal.Signals | None = None,
    identity: Ourselves | None = None,
    **popen: Any,
) -> subprocess.Popen:
    """Starts `argv` in a session of its own, after ending what an earlier owner of `pidfile` left running.

    On Linux the kernel sends `death_signal` (default: `stop_signal`) when we die, however we die; elsewhere the pid
    file lets the next start find the orphan. Call it from the main thread: Linux takes the end of the thread that
    forked for our death.
    """
    reap(pidfile)
    identity = identity or Ourselves()
    process = subprocess.Popen(
        [str(word) for word in argv],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_birth(identity, death_signal or stop_signal),
        **identity.popen_options(),
        **popen,
    )
    pidfile.parent.mkdir(parents=True, exist_ok=True)
    pidfile.write_text(json.dumps({"pid": process.pid, "started": started_at(process.pid), "signal": int(stop_signal)}))
    return process


def end(process: subprocess.Popen, stop_signal: signal.Signals, patience: float) -> None:
    """Asks politely, waits up to `patience` seconds, then kills the process; whatever it had started goes with it."""
    if process.poll() is None:
        process.send_signal(stop_signal)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience)
    end_group(process.pid)
    process.wait()


def end_group(leader: int) -> None:
    """Kills what is left of the process group that `leader` led; nothing happens when nothing is left."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def cause_of_death(process: subprocess.Popen) -> str:
    """How a process that ended did so: "exit status 1" or "killed by SIGKILL"."""
    code = process.returncode
    return f"exit status {code}" if code >= 0 else f"killed by {signal.Signals(-code).name}"


def reap(pidfile: Path, patience: float = 10) -> None:
    """Ends the process that `pidfile` names, if it is still the same one, and removes the file."""
    try:
        orphan = json.loads(pidfile.read_text())
    except (FileNotFoundError, ValueError):
        return
    if _lives(orphan):
        os.kill(orphan["pid"], orphan["signal"])
        if not _wait_until(lambda: not _lives(orphan), patience):
            end_group(orphan["pid"])
            _wait_until(lambda: not _lives(orphan), patience)
    pidfile.unlink(missing_ok=True)


def started_at(pid: int) -> str | None:
    """When the process was born, as the system words it; None when it is gone (or a zombie).

    With the pid it identifies a process: pids come round again, birthdays do not.
    """
    if sys.platform == "linux":
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            return None
        return None if fields[0] == "Z" else fields[19]
    answer = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True)
    return answer.stdout.strip() or None


def program_of(pid: int) -> str | None:
    """The name of the program that the process runs; None when there is no such process."""
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{pid}/comm").read_text().strip()
        except (FileNotFoundError, ProcessLookupError):
            return None
    answer = subprocess.run(["ps", "-o", "comm=", "-p", str(pid)], capture_output=True, text=True)
    return os.path.basename(answer.stdout.strip()) or None


def _birth(identity: Ourselves, death_signal: signal.Signals) -> Callable[[], None]:
    parent = os.getpid()

    def between_fork_and_exec() -> None:
        identity.enter()
        if LIBC is not None:
            LIBC.prctl(PR_SET_PDEATHSIG, int(death_signal))
            if os.getppid() != parent:  # it died before we asked to be told
                os._exit(1)

    return between_fork_and_exec


def _lives(orphan: dict) -> bool:
    return orphan["started"] is not None and started_at(orphan["pid"]) == orphan["started"]


def _wait_until(condition: Callable[[], bool], patience: float) -> bool:
    deadline = time.monotonic() + patience
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
