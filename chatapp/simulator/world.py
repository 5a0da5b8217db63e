"""All parts of the simulator, put together once per process."""

from dataclasses import dataclass
from typing import Self, cast

from flask import current_app

from . import demo
from .books import Books
from .customers import Customers
from .database import Database
from .documents import Documents
from .faults import Faults
from .live import Live
from .media import MediaShelf
from .message_templates import Templates
from .network import Network
from .reporting import Reports
from .scenarios.plays import Plays
from .settings import BusinessNumber, SimulatorSettings
from .switches import SwitchBoard
from .throttling import Throttles
from .webhooks.postman import Postman
from .webhooks.queue import UpdateQueue


@dataclass(frozen=True)
class World:
    """What the routes reach for, by name."""

    settings: SimulatorSettings
    numbers: dict[str, BusinessNumber]
    database: Database
    customers: Customers
    books: Books
    media: MediaShelf
    templates: Templates
    board: SwitchBoard
    faults: Faults
    throttles: Throttles
    reports: Reports
    queue: UpdateQueue
    postman: Postman
    network: Network
    live: Live
    plays: Plays

    @classmethod
    def create(cls, settings: SimulatorSettings) -> Self:
        """Build everything; nothing runs until :meth:`start`."""
        numbers = {number.id: number for number in settings.numbers}
        database = Database(settings.data)
        customers, books, live = Customers(database), Books(database), Live()
        board = SwitchBoard(database, settings.latency_ms)
        queue = UpdateQueue(database)
        reports = Reports(books, queue, board, numbers)
        throttles = Throttles(board)
        network = Network(database, customers, books, reports, throttles, live, numbers)
        if settings.demo:
            demo.invite(customers)
        return cls(
            settings=settings,
            numbers=numbers,
            database=database,
            customers=customers,
            books=books,
            media=MediaShelf(database, settings.data, settings.public_url, settings.app_secret, board),
            templates=Templates(database, (number.waba_id for number in settings.numbers)),
            board=board,
            faults=Faults(),
            throttles=throttles,
            reports=reports,
            queue=queue,
            postman=Postman(settings, database, queue, board, network.business_accepted),
            network=network,
            live=live,
            plays=Plays(),
        )

    def start(self) -> None:
        """Send the postman on his rounds."""
        self.postman.start()

    def stop(self) -> None:
        """Let go of streams and threads; the books stay on disk."""
        self.plays.stop()
        self.live.close()
        self.postman.stop()

    def documents(self, kind: str) -> Documents:
        """The small things of one kind."""
        return Documents(self.database, kind)

    def reset(self) -> None:
        """As on the first day: no messages, calm weather, the demonstration's cast if there is one."""
        self.plays.stop()
        self.queue.clear(patience_s=2.0)
        self.database.clear()
        self.media.clear()
        self.templates.stock()
        self.board.reset()
        self.faults.clear()
        self.throttles.clear()
        self.network.typing.clear()
        if self.settings.demo:
            demo.invite(self.customers)
        self.live.touch()


def world() -> World:
    """The world of the running app."""
    return cast(World, current_app.extensions["simulator"])
