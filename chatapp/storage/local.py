"""Files on this machine's disk."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from chatapp.storage.keys import checked
from chatapp.storage.metering import Metered
from chatapp.storage.port import NotKept, Readable, Written
from chatapp.storage.slices import Slice

CHUNK = 256 * 1024
#: Beside the companies' folders, where no key leads.
UNFINISHED = ".unfinished"


class LocalStorage:
    """A folder. A file appears in it whole or not at all, and survives a power cut once it was written."""

    origin = None

    def __init__(self, root: Path):
        self._root = root

    def write(self, key: str, stream: Readable, content_type: str) -> Written:
        path, unfinished = self._path(key), self._root / UNFINISHED
        for folder in (path.parent, unfinished):
            folder.mkdir(parents=True, exist_ok=True)
        metered = Metered(stream)
        with NamedTemporaryFile(dir=unfinished, delete=False) as draft:
            try:
                shutil.copyfileobj(metered, draft, CHUNK)
                draft.flush()
                os.fsync(draft.fileno())
                os.replace(draft.name, path)
            except BaseException:
                os.unlink(draft.name)
                raise
        _settle(path.parent, self._root)
        return metered.written

    def open(self, key: str, start: int = 0, end: int | None = None) -> BinaryIO:
        file = self._existing(key).open("rb")
        file.seek(start)
        return file if end is None else Slice(file, max(0, end - start))

    @contextmanager
    def file(self, key: str) -> Iterator[Path]:
        yield self._existing(key)

    def url(self, key: str, *, content_type: str, disposition: str, seconds: int) -> None:
        return None

    def delete(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def tidy(self, before: datetime) -> int:
        left = 0
        for draft in (self._root / UNFINISHED).glob("*"):
            with suppress(FileNotFoundError):  # finished just now
                if draft.stat().st_mtime < before.timestamp():
                    draft.unlink()
                    left += 1
        return left

    def _path(self, key: str) -> Path:
        return self._root / checked(key)

    def _existing(self, key: str) -> Path:
        path = self._path(key)
        if not path.is_file():
            raise NotKept(key)
        return path


def _settle(folder: Path, root: Path) -> None:
    """A new name is on the disk once its folder is, and the folder once the one around it is."""
    while True:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if folder == root:
            return
        folder = folder.parent
