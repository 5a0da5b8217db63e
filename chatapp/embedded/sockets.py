"""Where a server's Unix socket lives: beside its data, unless that path is longer than the kernel allows."""

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from chatapp.embedded.trouble import Trouble

# sockaddr_un.sun_path holds 104 bytes on macOS and 108 on Linux, the final zero included.
LONGEST_PATH = 103
LONGEST_NAME = len(".s.PGSQL.65535.lock")


def socket_folder(data: Path) -> Path:
    """`data` itself, or a private folder with a short name derived from it in the temporary folder.

    Raises Trouble when somebody else made that folder: a socket in it could be theirs.
    """
    if len(os.fsencode(data)) + 1 + LONGEST_NAME <= LONGEST_PATH:
        return data
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"chatapp-{digest}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or stat.S_IMODE(found.st_mode) != 0o700 or found.st_uid != os.geteuid():
        raise Trouble(f"{folder} belongs to somebody else: remove it, or choose a shorter folder with CHATAPP_VAR.")
    return folder
