"""A company with templates, and a WhatsApp that has some of its own."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from flask import Flask

from chatapp.jobs import DEFAULT
from chatapp.models import Account, Conversation, MessageTemplate, PhoneNumber, Role, User
from chatapp.whatsapp.client import GraphClient
from chatapp.workers.worker import make_worker
from tests import factories
from tests.message_templates.samples import BUILDS
from tests.messages.with_simulator.processes import TOKEN, Simulator, simulator

PHONE_NUMBER_ID, WABA_ID = "200000000000001", "100000000000001"


@pytest.fixture
def account(app: Flask) -> Account:
    return factories.account()


@pytest.fixture
def number(account: Account) -> PhoneNumber:
    return factories.phone_number(account, phone_number_id=PHONE_NUMBER_ID, waba_id=WABA_ID, access_token=TOKEN)


@pytest.fixture
def agent(account: Account) -> User:
    return factories.user(account)


@pytest.fixture
def supervisor(account: Account) -> User:
    return factories.user(account, Role.SUPERVISOR)


@pytest.fixture
def shut(number: PhoneNumber, account: Account) -> Conversation:
    """A conversation whose window is shut."""
    return factories.conversation(number, factories.contact(account, profile_name="Helena Prado"), window=None)


@pytest.fixture
def template(number: PhoneNumber) -> Callable[..., MessageTemplate]:
    """`template("order", status="PAUSED")`: one of the builds, approved unless told otherwise."""

    def made(build: str, **values: object) -> MessageTemplate:
        components, category = BUILDS[build]
        told = {"name": build, "language": "pt_BR", "status": "APPROVED", "meta_id": str(uuid4().int)[:15]}
        format = "NAMED" if build == "order" else "POSITIONAL"
        own = {"account_id": number.account_id, "waba_id": number.waba_id, "parameter_format": format}
        return factories._saved(
            MessageTemplate(**{**own, "components": components, "category": category, **told, **values})
        )

    return made


@pytest.fixture
def whatsapp(app: Flask, number: PhoneNumber, process_environment: dict[str, str]) -> Iterator[Simulator]:
    """The simulator, with the templates that it starts with."""
    with simulator(process_environment, "http://127.0.0.1:9/webhook", PHONE_NUMBER_ID) as running:
        app.extensions["graph"] = GraphClient(running.url, "v26.0")
        yield running
        app.extensions.pop("graph").close()


@pytest.fixture
def work(app: Flask) -> Callable[[], None]:
    """Let a real worker do what is enqueued, until nothing is."""
    return lambda: make_worker(app, [DEFAULT]).work(burst=True, logging_level="WARNING")
