"""The product's own processes as the supervisor sees them."""

import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from chatapp.embedded import processes
from chatapp.embedded.workspace import PROJECT, Workspace

#: Seconds to finish what is in hand: an open page for the web, a job for the worker.
PATIENCE = {"web": 6, "worker": 30, "simulator": 6}


class Program:
    """A process that can be started, stopped and started again, with its output on a pipe."""

    def __init__(self, name: str, argv: Sequence[str], env: Mapping[str, str], pidfile: Path, patience: float):
        self.name = name
        self.argv = argv
        self.env = env
        self.pidfile = pidfile
        self.patience = patience
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        self.process = processes.spawn(
            self.argv,
            pidfile=self.pidfile,
            bufsize=0,
            env=self.env,
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def stop(self) -> None:
        if self.process is not None:
            processes.end(self.process, signal.SIGTERM, self.patience)
            self.process = None
        self.pidfile.unlink(missing_ok=True)


def programs(env: Mapping[str, str], workspace: Workspace, *, simulator: bool) -> list[Program]:
    """Web, simulator (if wanted) and worker, in the order in which they stop: first those that bring new work."""
    commands = {"web": ["-m", "gunicorn"], "simulator": ["-m", "chatapp.simulator"], "worker": ["worker.py"]}
    if not simulator:
        del commands["simulator"]
    return [
        Program(name, [sys.executable, *words], env, workspace.pidfile(name), PATIENCE[name])
        for name, words in commands.items()
    ]
