"""The simulator on one side, the product's web on the other, and a number that both know."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from chatapp.extensions import db
from chatapp.jobs import RECEIVING, SENDING
from chatapp.models import Account, PhoneNumber, ReadReceipts
from chatapp.whatsapp.client import GraphClient
from chatapp.workers.worker import make_worker
from tests import factories
from tests.messages.with_simulator.processes import TOKEN, Simulator, simulator, web
from tests.patience import until

PHONE_NUMBER_ID = "200000000000001"


@pytest.fixture
def number(account: Account) -> PhoneNumber:
    traits = {"phone_number_id": PHONE_NUMBER_ID, "access_token": TOKEN, "read_receipts": ReadReceipts.NEVER}
    return factories.phone_number(account, **traits)


@pytest.fixture(scope="module")
def running(migrated: Flask, process_environment: dict[str, str]) -> Iterator[Simulator]:
    """A WhatsApp that posts its webhooks to the product's web."""
    with web(migrated) as url, simulator(process_environment, f"{url}/webhook", PHONE_NUMBER_ID) as running:
        yield running


@pytest.fixture
def whatsapp(app: Flask, running: Simulator) -> Iterator[Simulator]:
    """The same as on its first day; this process' workers send to it."""
    running.post("reset")
    app.extensions["graph"] = GraphClient(running.url, "v26.0")
    yield running
    app.extensions.pop("graph").close()


@pytest.fixture
def work_until(app: Flask) -> Callable[[Callable[[], object]], None]:
    """Let workers send and receive until something is true."""

    def worked(condition: Callable[[], object]) -> object:
        make_worker(app, [SENDING, RECEIVING]).work(burst=True, logging_level="WARNING")
        db.session.rollback()
        return condition()

    return lambda condition: until(lambda: worked(condition))
