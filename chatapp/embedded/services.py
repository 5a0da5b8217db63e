"""The servers that production rents and a laptop has to bring along: PostgreSQL and Valkey."""

from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from chatapp.embedded.identity import Ourselves
from chatapp.embedded.lock import FolderLock
from chatapp.embedded.postgres import Postgres
from chatapp.embedded.valkey import Valkey

DATABASE = "chatapp"


class EmbeddedServices:
    """`with EmbeddedServices(folder) as services:` runs both servers on `folder` until the block ends.

    The data stays for the next time. `durable=False` is for tests: faster, and gone if the machine crashes.
    `postgres=False` or `valkey=False` leaves one out. Start it from the main thread. Raises Trouble when a server
    cannot start or another process already works on the folder.
    """

    def __init__(
        self,
        folder: Path | str,
        *,
        durable: bool = True,
        postgres: bool = True,
        valkey: bool = True,
        run_as: Ourselves | None = None,
    ):
        self.folder = Path(folder).absolute()
        log = self.folder / "log"
        log.mkdir(parents=True, exist_ok=True)
        self.postgres = self.valkey = None
        if postgres:
            self.postgres = Postgres(self.folder / "postgres", log / "postgres.log", durable=durable, run_as=run_as)
        if valkey:
            self.valkey = Valkey(self.folder / "valkey", log / "valkey.log", durable=durable)
        self._stack = ExitStack()

    @property
    def servers(self) -> list[Postgres | Valkey]:
        return [server for server in (self.postgres, self.valkey) if server is not None]

    @property
    def database_url(self) -> str:
        """For SQLAlchemy: postgresql+psycopg://..."""
        return self.postgres.url(DATABASE)

    @property
    def redis_url(self) -> str:
        """For redis-py: unix://..."""
        return self.valkey.url

    def create_database(self, name: str) -> str:
        """Another database on the same server, empty unless it is there already; answers its URL."""
        return self.postgres.create_database(name)

    def __enter__(self) -> "EmbeddedServices":
        with ExitStack() as stack:
            stack.enter_context(FolderLock(self.folder / "servers.lock", owner="program"))
            for server in self.servers:
                stack.callback(server.stop)
                server.start()
            if self.postgres is not None:
                self.create_database(DATABASE)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stack.close()
