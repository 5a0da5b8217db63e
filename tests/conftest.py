"""A real PostgreSQL and a real Redis-compatible server for every test; only Meta, S3 and the clock are stood in for."""

import base64
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from hypothesis import settings as hypothesis_settings

from chatapp import create_app
from chatapp.accounts import passwords
from chatapp.embedded import EmbeddedServices
from chatapp.extensions import db
from chatapp.settings import Settings
from tests.blank import make_blank
from tests.callers import Api, Client, Page

# No folder of its own, and no deadline: the machine may be busy with other things.
hypothesis_settings.register_profile("house", database=None, deadline=None)
hypothesis_settings.load_profile("house")

pytest_plugins = ["tests.browser", "tests.order"]

SECRETS = {"k1": base64.b64encode(b"1" * 32).decode(), "k2": base64.b64encode(b"2" * 32).decode()}


@pytest.fixture(scope="session")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServices]:
    """One pair of servers per test process; the folder's name stays short for the sake of unix sockets."""
    with EmbeddedServices(tmp_path_factory.mktemp("servers"), durable=False) as running:
        yield running


@pytest.fixture(scope="session")
def environment(services: EmbeddedServices, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the product is told of its surroundings; processes that a test starts get the same."""
    return {
        "DATABASE_URL": services.database_url,
        "REDIS_URL": services.redis_url,
        "SECRET_KEY": "a secret key that only the tests use, long enough",
        "SECRETS_KEYS": f"k1:{SECRETS['k1']}",
        "APP_ENV": "test",
        "CHATAPP_VAR": str(tmp_path_factory.mktemp("var")),
        "META_APP_SECRET": "test_app_secret",
        "META_VERIFY_TOKEN": "test_verify_token",
    }


@pytest.fixture(scope="session")
def process_environment(environment: dict[str, str]) -> dict[str, str]:
    """For subprocesses: ours, plus what the product needs, minus what would redirect it."""
    return {**os.environ, **environment, "PYTHONPATH": str(Path(__file__).parent.parent)}


@pytest.fixture(scope="session")
def real_hasher() -> PasswordHasher:
    """What production hashes with. It is slow on purpose, and thousands of tests have users: they get a fast one."""
    real, passwords.HASHER = passwords.HASHER, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    return real


@pytest.fixture(scope="session")
def migrated(environment: dict[str, str], real_hasher: PasswordHasher) -> Flask:
    app = create_app(Settings.from_env(environment))
    app.test_client_class = Client
    with app.app_context():
        upgrade()
    return app


@pytest.fixture
def app(migrated: Flask) -> Iterator[Flask]:
    """The product on an empty database and an empty Redis, inside an application context."""
    with migrated.app_context():
        yield migrated
        db.session.remove()
        make_blank()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def page(app: Flask) -> Page:
    """A browser that nobody has signed in with yet."""
    return Page(app)


@pytest.fixture
def api(app: Flask) -> Api:
    """A program without tokens yet."""
    return Api(app)
