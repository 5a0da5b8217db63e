"""A Meta that has files, workers that are RQ's own, and a storage that is empty."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from chatapp.extensions import db
from chatapp.inbound.processing import process_batch
from chatapp.jobs import MEDIA
from chatapp.media import pulling
from chatapp.models import Account, Media, Message, PhoneNumber, WebhookEvent
from chatapp.storage import LocalStorage, Storage
from chatapp.whatsapp.client import GraphClient
from tests import factories
from tests.inbound import meta as webhooks
from tests.inbound.worker import work
from tests.media.meta import Meta, serving


@pytest.fixture
def meta(app: Flask) -> Iterator[Meta]:
    """Where the product fetches files in this test, with a short patience."""
    with serving() as server:
        client = GraphClient(server.url, "v26.0", connect_timeout=1, read_timeout=1)
        app.extensions["graph"] = client
        yield server
        del app.extensions["graph"]
        client.close()


@pytest.fixture(autouse=True)
def files(app: Flask, tmp_path: Path) -> Iterator[Storage]:
    """Where the product keeps files in this test."""
    app.extensions["storage"] = LocalStorage(tmp_path / "media")
    yield app.extensions["storage"]
    del app.extensions["storage"]


@pytest.fixture
def account(app: Flask) -> Account:
    return factories.account()


@pytest.fixture
def number(account: Account) -> PhoneNumber:
    return factories.phone_number(account)


@pytest.fixture
def receive(number: PhoneNumber) -> Callable[..., Message]:
    """`receive("image", {"id": ..., ...})`: a customer's message comes in as a webhook does; returns its row."""

    def receive(kind: str, said: dict, **more: object) -> Message:
        item = webhooks.message(type=kind, **{kind: said}, **more)
        db.session.add(WebhookEvent(body=webhooks.messages(number, item)))
        db.session.commit()
        process_batch()
        return db.session.query(Message).filter_by(wamid=item["id"]).one()

    return receive


@pytest.fixture
def pull(app: Flask) -> Callable[[], None]:
    """Let a real worker of the media queue do what is enqueued, until nothing is."""

    def pull() -> None:
        work(app, MEDIA)
        db.session.expire_all()

    return pull


@pytest.fixture
def time_passes(pull: Callable[[], None]) -> Callable[[], None]:
    """Whatever waits is due; the sweep comes by."""

    def time_passes() -> None:
        db.session.query(Media).update({"next_attempt_at": factories.seconds_ago(1)})
        db.session.commit()
        pulling.sweep()
        pull()

    return time_passes


def the_file() -> Media:
    """The only one there is."""
    db.session.expire_all()
    return db.session.query(Media).one()
