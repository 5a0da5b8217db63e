"""Who PostgreSQL runs as. It refuses to run as root, so root has to look like somebody else to it."""

import ctypes
import os
import pwd
import subprocess
from pathlib import Path
from typing import Any

from chatapp.embedded.trouble import Trouble

CLONE_NEWUSER = 0x10000000


class Ourselves:
    """An ordinary user runs the servers as that user."""

    @property
    def file_owner(self) -> int:
        """The user id that the kernel writes files as."""
        return os.geteuid()

    def popen_options(self) -> dict[str, Any]:
        return {}

    def enter(self) -> None:
        """Called in the child between fork and exec."""

    def own(self, folder: Path) -> None:
        """Makes `folder` and what is in it belong to `file_owner`; a no-op where it already does."""
        if folder.stat().st_uid != self.file_owner:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, self.file_owner, -1, follow_symlinks=False)


class RootInUserNamespace(Ourselves):
    """Root, seen as `nobody` inside a user namespace: files stay root's, so a private home folder is no obstacle."""

    def __init__(self) -> None:
        self.user, self.group = _nobody()
        # Loaded here because a child between fork and exec should do as little as it can.
        self.libc = ctypes.CDLL(None, use_errno=True)

    def enter(self) -> None:
        if self.libc.unshare(CLONE_NEWUSER) != 0:
            raise OSError(ctypes.get_errno(), "unshare is refused here")
        for name, value in (("setgroups", "deny"), ("uid_map", f"{self.user} 0 1"), ("gid_map", f"{self.group} 0 1")):
            with open(f"/proc/self/{name}", "w") as mapping:
                mapping.write(value)


class Nobody(Ourselves):
    """The system user `nobody`: for containers that refuse user namespaces. Its folders must be reachable by all."""

    def __init__(self) -> None:
        self.user, self.group = _nobody()

    @property
    def file_owner(self) -> int:
        return self.user

    def popen_options(self) -> dict[str, Any]:
        return {"user": self.user, "group": self.group, "extra_groups": []}


def choose(program: Path, folder: Path) -> Ourselves:
    """The first identity that can execute `program` and enter the folder that holds `folder`.

    Raises Trouble when we are root and no identity can.
    """
    if os.geteuid() != 0:
        return Ourselves()
    for kind in (RootInUserNamespace, Nobody):
        identity = kind()
        if _can_use(identity, program, folder.parent):
            return identity
    raise Trouble(
        f"PostgreSQL refuses to run as root, and the user nobody may not reach {folder.parent} or {program}: run as an "
        "ordinary user, move the project to a folder that all may enter, or set DATABASE_URL."
    )


def _can_use(identity: Ourselves, program: Path, folder: Path) -> bool:
    question = ["/bin/sh", "-c", 'test -x "$1" && test -x "$2"', "sh", str(program), str(folder)]
    try:
        return subprocess.run(question, preexec_fn=identity.enter, **identity.popen_options()).returncode == 0
    except (OSError, subprocess.SubprocessError):
        return False


def _nobody() -> tuple[int, int]:
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise Trouble(
            "PostgreSQL refuses to run as root and there is no user nobody: run as an ordinary user."
        ) from None
    return entry.pw_uid, entry.pw_gid
