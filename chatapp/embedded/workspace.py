"""The folder that holds everything a laptop keeps (var/): data of the servers, logs, generated secrets."""

import os
import shutil
from pathlib import Path

from chatapp.embedded import processes
from chatapp.embedded.trouble import Trouble

PROJECT = Path(__file__).resolve().parents[2]
LOCK = "run.lock"


class Workspace:
    """var/ of the project, or the folder that CHATAPP_VAR names."""

    def __init__(self, root: Path):
        self.root = root
        self.lock = root / LOCK
        self.secrets = root / "dev.env"

    @classmethod
    def claim(cls, named: str | None) -> "Workspace":
        """Takes the folder for ours and makes it if need be.

        Raises Trouble when it holds other things (`wipe` would take them along) or may not be written.
        """
        root = (PROJECT / named).resolve() if named else PROJECT / "var"
        try:
            root.mkdir(parents=True, exist_ok=True)
            foreign = named and any(root.iterdir()) and not (root / LOCK).exists()
        except OSError as error:
            raise Trouble(
                f"{root} cannot be used ({error.strerror}): name another folder with CHATAPP_VAR=another/folder."
            ) from None
        if foreign:
            raise Trouble(f"{root} already holds other things: name an empty folder with CHATAPP_VAR.")
        if not os.access(root, os.W_OK | os.X_OK):
            raise Trouble(
                f"{root} may not be written by you: give it to yourself (chown) or set CHATAPP_VAR=another/folder."
            )
        (root / "log").mkdir(exist_ok=True)
        return cls(root)

    def log(self, name: str) -> Path:
        return self.root / "log" / f"{name}.log"

    def pidfile(self, name: str) -> Path:
        return self.root / f"{name}.pid"

    def reap(self) -> None:
        """Ends what an earlier start left running because it was killed."""
        for pidfile in self.root.glob("*.pid"):
            processes.reap(pidfile)

    def wipe(self) -> None:
        """Starts over: removes everything but the locks, one of which is ours at this moment."""
        for entry in self.root.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            elif entry.suffix != ".lock":
                entry.unlink()
        (self.root / "log").mkdir()
