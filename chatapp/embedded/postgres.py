"""One PostgreSQL server on a folder of ours, reached through a Unix socket."""

import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from chatapp.embedded import cluster, identity, processes
from chatapp.embedded.binaries import postgres_folder
from chatapp.embedded.sockets import socket_folder
from chatapp.embedded.trouble import Trouble

PORT = 5432  # only names the socket file: nothing listens on TCP
START_SECONDS = 120  # recovery after a power cut may take long
STOP_SECONDS = 20
STATUS_LINE = 7  # of postmaster.pid: "starting" or "ready"

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": str(PORT),
    "max_connections": "200",
    "shared_buffers": "128MB",
    "wal_compression": "on",
    # Checkpoints by the clock, not in the middle of a busy minute.
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "logging_collector": "off",
}
#: For databases that are thrown away: a crash of the machine may cost them, and nobody need tidy them up.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


class Postgres:
    """A server that makes its data folder when there is none, starts, recovers and stops."""

    name = "postgres"

    def __init__(self, folder: Path, log: Path, *, durable: bool = True, run_as: identity.Ourselves | None = None):
        self.folder = folder
        self.log = log
        self.durable = durable
        self.binaries = postgres_folder()
        self.identity = run_as or identity.choose(self.binaries / "postgres", folder)
        self.pidfile = folder.with_suffix(".pid")
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        """Returns when the server accepts connections; raises Trouble when it cannot."""
        processes.reap(self.pidfile)
        cluster.prepare(self.folder, self.binaries, self.identity, durable=self.durable)
        self.identity.own(self.sockets)
        with self.log.open("ab") as log:
            self.process = processes.spawn(
                [self.binaries / "postgres", "-D", self.folder, *self._flags()],
                pidfile=self.pidfile,
                stop_signal=signal.SIGINT,  # roll back what is open, and go
                death_signal=signal.SIGQUIT,  # nobody is left to wait for a checkpoint
                identity=self.identity,
                stdout=log,
                stderr=log,
                cwd="/",
                env=cluster.server_environment(),
            )
        self._wait_until_ready()

    def stop(self) -> None:
        """Ends the server and waits for it; open transactions are rolled back."""
        if self.process is not None:
            processes.end(self.process, signal.SIGINT, STOP_SECONDS)
            self.process = None
        self.pidfile.unlink(missing_ok=True)

    def url(self, database: str) -> str:
        """The SQLAlchemy URL (psycopg driver) of one database of this server."""
        return f"postgresql+psycopg://{cluster.SUPERUSER}@/{database}?host={quote(str(self.sockets))}&port={PORT}"

    def create_database(self, database: str) -> str:
        """Makes an empty database unless there is one of that name; answers its URL."""
        import psycopg  # only who asks for a database pays for the driver
        from psycopg.sql import SQL, Identifier

        server = {"host": str(self.sockets), "port": PORT, "user": cluster.SUPERUSER, "dbname": "postgres"}
        with psycopg.connect(**server, autocommit=True) as connection:
            if not connection.execute("select 1 from pg_database where datname = %s", (database,)).fetchone():
                connection.execute(SQL("create database {}").format(Identifier(database)))
        return self.url(database)

    @property
    def sockets(self) -> Path:
        return socket_folder(self.folder)

    def _flags(self) -> list[str]:
        settings = SETTINGS | {"unix_socket_directories": str(self.sockets)} | ({} if self.durable else CARELESS)
        return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self._is_ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                said = cluster.telling_line(self.log.read_text(errors="replace"))
                raise Trouble(f"PostgreSQL did not start: {said} (the whole story is in {self.log}).")
            time.sleep(0.01)

    def _is_ready(self) -> bool:
        # A server that was killed leaves a file that says "ready" too, so only our own child's word counts.
        try:
            lines = (self.folder / "postmaster.pid").read_text().splitlines()
            return int(lines[0]) == self.process.pid and lines[STATUS_LINE].strip() == "ready"
        except (FileNotFoundError, IndexError, ValueError):
            return False
