"""A PostgreSQL data folder: made whole or not at all, and checked before a server is let at it."""

import os
import shutil
import subprocess
from pathlib import Path

from chatapp.embedded import processes
from chatapp.embedded.binaries import postgres_major
from chatapp.embedded.identity import Ourselves
from chatapp.embedded.trouble import Trouble

SUPERUSER = "postgres"
BUILTIN_LOCALES_SINCE = 17
#: Any one of these missing means that a copy or a deletion stopped half-way.
VITAL_FILES = ("PG_VERSION", "global/pg_control")


def prepare(folder: Path, binaries: Path, identity: Ourselves, *, durable: bool) -> None:
    """Leaves a whole cluster in `folder` that the programs in `binaries` can run on.

    Raises Trouble when what is there is half-written or was made by another major version.
    """
    if not folder.exists() or not any(folder.iterdir()):
        _create(folder, binaries, identity, durable)
    for part in VITAL_FILES:
        if not (folder / part).exists():
            raise Trouble(
                f"The database folder {folder} is half-written ({part} is missing): start over with `bin/run --fresh`, "
                "or put a whole copy back in its place."
            )
    made_by, running = int((folder / "PG_VERSION").read_text()), postgres_major(binaries)
    if made_by != running:
        raise Trouble(
            f"The database in {folder} was made by PostgreSQL {made_by}, but this is {running}: start over with "
            "`bin/run --fresh`, or name the folder of the other programs with CHATAPP_PG_BIN."
        )
    _forget_dead_server(folder)
    identity.own(folder)


def server_environment() -> dict[str, str]:
    """Ours without the PG* and locale settings of the person's shell, which would change what the server does."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C"}


def telling_line(text: str) -> str:
    """The line of a server's output that says what went wrong: the last fatal one, else the last one."""
    lines = [line.strip() for line in text.splitlines() if line.strip()] or ["it said nothing"]
    return next((line for line in reversed(lines) if "FATAL" in line or "error:" in line), lines[-1])


def _forget_dead_server(folder: Path) -> None:
    # After a kill the number in postmaster.pid may be anybody's by now (small numbers come round at once in a
    # container); PostgreSQL would take that process for a living server and refuse to start.
    pidfile = folder / "postmaster.pid"
    if pidfile.exists() and processes.program_of(int(pidfile.read_text().split("\n", 1)[0])) != "postgres":
        pidfile.unlink()


def _create(folder: Path, binaries: Path, identity: Ourselves, durable: bool) -> None:
    # initdb works in a sibling that is renamed when whole: being killed here leaves nothing half-written.
    draft = folder.with_suffix(".new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    identity.own(draft)
    outcome = subprocess.run(
        [binaries / "initdb", "-D", draft, *_flags(binaries, durable)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd="/",
        env=server_environment(),
        preexec_fn=identity.enter,
        **identity.popen_options(),
    )
    if outcome.returncode != 0:
        raise Trouble(f"PostgreSQL could not make its data folder {folder}: {telling_line(outcome.stdout)}")
    draft.replace(folder)


def _flags(binaries: Path, durable: bool) -> list[str]:
    # PostgreSQL's own C.UTF-8 sorts and folds case alike on every machine; the system's locales differ or are missing.
    if postgres_major(binaries) >= BUILTIN_LOCALES_SINCE:
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    else:
        locale = ["--locale=C.UTF-8"]
    sync = [] if durable else ["--no-sync"]
    return ["-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--no-instructions", *locale, *sync]
