"""A Meta that tests can script, and workers that are RQ's own."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask

from chatapp import messages
from chatapp.extensions import db
from chatapp.jobs import DEFAULT, SENDING
from chatapp.kinds import Text
from chatapp.messages.delivery import dispatcher, quota, turns
from chatapp.models import Account, Conversation, Message, PhoneNumber, User
from chatapp.whatsapp.client import GraphClient
from chatapp.workers.worker import make_worker
from tests import factories
from tests.messages.meta import Meta, serving

READ_TIMEOUT = 1.0
#: Between two messages to one customer, and how many may leave before that counts.
SHORT, FEW = timedelta(seconds=0.5), 3


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that is over ends, and looks more often: hundreds of them are one message each."""
    monkeypatch.setattr(dispatcher, "LINGER", 0.0)
    monkeypatch.setattr(dispatcher, "TURN", 0.01)
    monkeypatch.setattr(dispatcher, "HOUSEKEEPING", 0.1)
    monkeypatch.setattr(dispatcher, "SLOW_TURN", 0.02)


@pytest.fixture
def short_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody wants to wait for six seconds, or to write 45 messages first."""
    monkeypatch.setattr(quota, "PAIR_INTERVAL", SHORT)
    monkeypatch.setattr(quota, "PAIR_BURST", FEW)
    monkeypatch.setattr(turns, "PAIR_INTERVAL", SHORT)


@pytest.fixture
def meta(app: Flask) -> Iterator[Meta]:
    """Where the product sends to in this test, with a short patience."""
    with serving() as server:
        client = GraphClient(server.url, "v26.0", connect_timeout=1, read_timeout=READ_TIMEOUT, connections=128)
        app.extensions["graph"] = client
        yield server
        del app.extensions["graph"]
        client.close()


@pytest.fixture
def grace(app: Flask) -> Iterator[Callable[[int], None]]:
    """`grace(1)`: wait so many seconds for a status before a message counts as unconfirmed."""
    settings = app.extensions["settings"]

    def use(seconds: int) -> None:
        app.extensions["settings"] = replace(settings, unconfirmed_grace=seconds)

    yield use
    app.extensions["settings"] = settings


@pytest.fixture
def account(app: Flask) -> Account:
    return factories.account()


@pytest.fixture
def number(account: Account) -> PhoneNumber:
    return factories.phone_number(account)


@pytest.fixture
def agent(account: Account) -> User:
    return factories.user(account)


@pytest.fixture
def conversation(number: PhoneNumber, account: Account) -> Conversation:
    return factories.conversation(number, factories.contact(account))


@pytest.fixture
def send(agent: User) -> Callable[..., Message]:
    """Send a text and commit, as a route does."""

    def send(where: Conversation, body: str = "Bom dia!", **more: object) -> Message:
        message = messages.send(where, Text(body), author=agent, client_id=more.pop("client_id", uuid4()), **more)
        db.session.commit()
        return message

    return send


@pytest.fixture
def work(app: Flask) -> Callable[[], None]:
    """Let a real worker of the sending queue do what is enqueued, until nothing is."""
    return lambda: make_worker(app, [SENDING]).work(burst=True, logging_level="WARNING")


@pytest.fixture
def work_default(app: Flask) -> Callable[[], None]:
    """The same for the queue of small things."""
    return lambda: make_worker(app, [DEFAULT]).work(burst=True, logging_level="WARNING")
