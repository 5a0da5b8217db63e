"""One Valkey server (it speaks Redis) on a folder of ours, reached through a Unix socket."""

import signal
import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from chatapp.embedded import processes
from chatapp.embedded.binaries import valkey_server
from chatapp.embedded.cluster import telling_line
from chatapp.embedded.sockets import socket_folder
from chatapp.embedded.trouble import Trouble

START_SECONDS = 60
STOP_SECONDS = 10


class Valkey:
    """A server that keeps an append-only file (synced every second), so that a restart forgets nothing."""

    name = "valkey"

    def __init__(self, folder: Path, log: Path, *, durable: bool = True):
        self.folder = folder
        self.log = log
        self.durable = durable
        self.pidfile = folder.with_suffix(".pid")
        self.process: subprocess.Popen | None = None

    @property
    def address(self) -> Path:
        return socket_folder(self.folder) / "valkey.sock"

    @property
    def url(self) -> str:
        """The URL for `redis.Redis.from_url`."""
        return f"unix://{quote(str(self.address))}?db=0"

    def start(self) -> None:
        """Returns when the server answers PING; raises Trouble when it cannot."""
        processes.reap(self.pidfile)
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self.process = processes.spawn([valkey_server(), *self._flags()], pidfile=self.pidfile, cwd="/")
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                said = telling_line(self.log.read_text(errors="replace"))
                raise Trouble(f"Valkey did not start: {said} (the whole story is in {self.log}).")
            time.sleep(0.01)

    def stop(self) -> None:
        """Ends the server and waits for it; what it holds is on disk then."""
        if self.process is not None:
            processes.end(self.process, signal.SIGTERM, STOP_SECONDS)
            self.process = None
        self.pidfile.unlink(missing_ok=True)

    def _flags(self) -> list[str]:
        settings = {
            "port": "0",
            "unixsocket": str(self.address),
            "unixsocketperm": "700",
            "dir": str(self.folder),
            "save": "",
            "appendonly": "yes" if self.durable else "no",
            "appendfsync": "everysec",
            "daemonize": "no",
            "logfile": str(self.log),
        }
        return [word for name, value in settings.items() for word in (f"--{name}", value)]

    def _answers(self) -> bool:
        """PONG, and not "LOADING": the file of an earlier run may still be read."""
        try:
            with socket.socket(socket.AF_UNIX) as client:
                client.settimeout(1)
                client.connect(str(self.address))
                client.sendall(b"PING\r\n")
                return client.recv(64).startswith(b"+PONG")
        except OSError:
            return False
