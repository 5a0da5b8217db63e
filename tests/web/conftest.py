"""A second app with a few views that only these tests need: refusals, mistakes, roles and every form of answer."""

import pytest
import sqlalchemy as sa
from flask import Blueprint, Flask

from chatapp import create_app
from chatapp.extensions import db
from chatapp.models import Role
from chatapp.refusals import Refusal
from chatapp.settings import Settings
from chatapp.web.respond import respond
from chatapp.web.security import public, roles, signed_in
from tests.callers import Api, Client, Page

LOGIN = {"email": "quem@example.com", "error": None, "next": "/"}


def _probes() -> Blueprint:
    probe = Blueprint("probe", __name__, url_prefix="/probe")

    @probe.get("/answer")
    @public
    def answer():
        return respond("accounts/login.html", LOGIN, block="card", schema=lambda email, **_: {"email": email})

    @probe.get("/partial")
    @public
    def partial():
        return respond("layout/_toast.html", {"words": "torrada"})

    @probe.post("/write")
    @public
    def write():
        return respond(
            "accounts/login.html", LOGIN, block=["title", "card"], schema=dict, status=201, location="/probe/answer"
        )

    @probe.post("/created")
    @signed_in
    def created():
        return respond("accounts/login.html", LOGIN, schema=lambda **_: {"id": 7}, status=201, location="/probe/answer")

    @probe.route("/mine", methods=["GET", "POST"])
    @signed_in
    def mine():
        return respond("accounts/login.html", LOGIN, block="card", schema=lambda **_: {"yours": True})

    @probe.get("/admin")
    @roles(Role.ADMIN)
    def admin():
        return respond("accounts/login.html", LOGIN, schema=lambda **_: {"admin": True})

    @probe.get("/undeclared")
    def undeclared():
        return "never seen"

    @probe.get("/mistake")
    @public
    def mistake():
        raise ZeroDivisionError("a secret detail")

    @probe.get("/cut-off")
    @signed_in
    def cut_off():
        own = db.session.scalar(sa.text("SELECT pg_backend_pid()"))
        with db.engine.connect() as other:
            other.execute(sa.text("SELECT pg_terminate_backend(:pid)"), {"pid": own})
        return str(db.session.scalar(sa.text("SELECT 1")))

    @probe.get("/refusal")
    @public
    def refusal():
        raise Refusal("window_closed", "The <window> is closed.", fields={"body": "too late"}, status=409)

    return probe


@pytest.fixture(scope="session")
def probed(environment: dict[str, str]) -> Flask:
    app = create_app(Settings.from_env(environment))
    app.register_blueprint(_probes())
    app.test_client_class = Client
    return app


@pytest.fixture
def probe_page(app: Flask, probed: Flask) -> Page:
    return Page(probed)


@pytest.fixture
def probe_api(app: Flask, probed: Flask) -> Api:
    return Api(probed)


@pytest.fixture
def in_production(app: Flask, environment: dict[str, str]) -> Flask:
    production = create_app(Settings.from_env({**environment, "APP_ENV": "production"}))
    production.test_client_class = Client
    return production


@pytest.fixture
def without_database(app: Flask, environment: dict[str, str]) -> Flask:
    """The product while nobody answers at the database's address."""
    nobody = "postgresql://nobody@127.0.0.1:1/nothing"
    alone = create_app(Settings.from_env({**environment, "DATABASE_URL": nobody}))
    alone.test_client_class = Client
    return alone
