"""Where files are: one port (`Storage`), two adapters (the local disk; any service that speaks S3). Knows no feature.

- `storage() -> Storage`: the running app's. Safe for threads.
- `new_key(account_id) -> str`: a name for a new file. Opaque, never reused; what it holds never changes once written.
- `Storage.write(key, stream, content_type) -> Written(size, sha256)`: all or nothing, in bounded memory.
- `Storage.open(key, start=0, end=None)`: a binary stream of these bytes, to be closed. `NotKept` if there is no file.
- `Storage.file(key)`: a context manager with a `Path` on this machine's disk, for programs that seek. Read it only.
- `Storage.url(key, ...)`: a short-lived link, or None where the storage has no address of its own and we serve it.
- `Storage.delete(key)`: whether it was there or not.
- `Storage.tidy(before)`: what was begun before then and never finished goes.
"""

from flask import current_app

from chatapp.settings import Settings
from chatapp.storage.keys import new_key
from chatapp.storage.local import LocalStorage
from chatapp.storage.port import NotKept, Storage, Written

__all__ = ["LocalStorage", "NotKept", "Storage", "Written", "new_key", "storage"]


def storage() -> Storage:
    """The storage of the running app, made when it is first needed: a bucket if one is configured, else the disk."""
    extensions = current_app.extensions
    if "storage" not in extensions:
        extensions["storage"] = _made(extensions["settings"])
    return extensions["storage"]


def _made(settings: Settings) -> Storage:
    if settings.s3 is None:
        return LocalStorage(settings.var / "media")
    # Imported only where it is used: Amazon's library takes more memory than all of ours.
    from chatapp.storage.s3 import S3Storage

    return S3Storage(settings.s3)
