"""What has to be done to a database before the product can use it: migrations, then the demo account."""

import json
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from chatapp.embedded import processes
from chatapp.embedded.trouble import Trouble
from chatapp.embedded.workspace import PROJECT, Workspace


@dataclass(frozen=True)
class Login:
    """Somebody of the demo account who can sign in."""

    name: str
    email: str
    password: str
    role: str


def migrate(env: Mapping[str, str], workspace: Workspace) -> None:
    """Brings the database's tables to this version's state."""
    _flask(["db", "upgrade"], "The database could not be migrated", env, workspace)


def seed(env: Mapping[str, str], workspace: Workspace) -> list[Login]:
    """Makes the demo account unless it is there; answers who can sign in."""
    spoken = _flask(["seed"], "The demo account could not be made", env, workspace)
    for line in spoken.splitlines():
        if line.startswith('{"logins"'):
            return [Login(**login) for login in json.loads(line)["logins"]]
    return []


def _flask(words: list[str], failure: str, env: Mapping[str, str], workspace: Workspace) -> str:
    log = workspace.log("setup")
    with log.open("ab") as errors:
        process = processes.spawn(
            [sys.executable, "-m", "flask", "--app", "chatapp", *words],
            pidfile=workspace.pidfile("setup"),
            env=env,
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
        try:
            spoken = process.communicate()[0].decode()
        finally:
            processes.end(process, signal.SIGTERM, patience=5)
            workspace.pidfile("setup").unlink(missing_ok=True)
    if process.returncode != 0:
        said = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
        raise Trouble(f"{failure}: {said[-1] if said else 'no reason was given'} (the whole story is in {log}).")
    return spoken
