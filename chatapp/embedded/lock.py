"""One owner at a time for a folder; the kernel forgets the lock when the owner dies, however it dies."""

import fcntl
import os
from pathlib import Path
from types import TracebackType

from chatapp.embedded.trouble import Trouble


class FolderLock:
    """`with FolderLock(path, owner="bin/run")`: Trouble when another process is inside."""

    def __init__(self, path: Path, owner: str):
        self.path = path
        self.owner = owner

    def __enter__(self) -> "FolderLock":
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.file = self.path.open("a+")
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.file.seek(0)
            holder = self.file.read().strip() or "unknown"
            self.file.close()
            raise Trouble(
                f"Another {self.owner} (process {holder}) is already working on {self.path.parent}: "
                "stop that one first, or give this one a folder of its own with CHATAPP_VAR=another/folder."
            ) from None
        self.file.truncate(0)
        self.file.write(str(os.getpid()))
        self.file.flush()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.file.close()
