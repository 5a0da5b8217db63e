from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from chatapp.models import Account, Role, User
from tests import factories
from tests.realtime.servers import Server


@pytest.fixture(scope="module")
def running(migrated: Flask, process_environment: dict[str, str], tmp_path_factory) -> Iterator[Server]:
    with Server(process_environment, tmp_path_factory.mktemp("web") / "web.log") as server:
        yield server


@pytest.fixture
def server(app: Flask, running: Server) -> Iterator[Server]:
    """The product behind gunicorn, on an empty database."""
    yield running
    running.let_go()


@pytest.fixture
def mortal(app: Flask, process_environment: dict[str, str], tmp_path: Path) -> Iterator[Server]:
    """The product in a process of the test's own, which may be killed."""
    with Server(process_environment, tmp_path / "web.log") as server:
        yield server


@pytest.fixture
def restless(app: Flask, process_environment: dict[str, str], tmp_path: Path) -> Iterator[Server]:
    """The product that asks its sockets again every two seconds, more or less."""
    with Server({**process_environment, "RECHECK": "2"}, tmp_path / "web.log") as server:
        yield server


@pytest.fixture
def torra(app: Flask) -> Account:
    return factories.account()


@pytest.fixture
def ana(torra: Account) -> User:
    """An agent who reads English."""
    return factories.user(torra, locale="en")


@pytest.fixture
def bruno(torra: Account) -> User:
    """A supervisor who reads Portuguese."""
    return factories.user(torra, Role.SUPERVISOR, locale="pt_BR")


@pytest.fixture
def stranger(app: Flask) -> User:
    """Somebody of another company."""
    return factories.user(factories.account(name="Outra"), locale="en")
