"""For whoever watches us: is the process alive, and can it do its work?"""

from collections.abc import Callable
from functools import cache

import sqlalchemy as sa
from alembic.script import ScriptDirectory
from flask import Blueprint, Response

from chatapp.extensions import db, migrate, redis
from chatapp.web.respond import json_response
from chatapp.web.security import public

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
def alive() -> Response:
    """200 as long as this process answers: restart it otherwise."""
    return json_response({"status": "ok"})


@blueprint.get("/readyz")
@public
def ready() -> Response:
    """200 if requests can be served now, else 503 with what is wrong: send them elsewhere."""
    checks = {"database": _database, "redis": _redis, "migrations": _migrations}
    results = {name: _outcome(check) for name, check in checks.items()}
    well = all(outcome == "ok" for outcome in results.values())
    return json_response({"status": "ok" if well else "unavailable", "checks": results}, 200 if well else 503)


def _outcome(check: Callable[[], str]) -> str:
    """ "ok" or what is wrong, without the addresses and names that an exception's text holds."""
    try:
        return check()
    except Exception as error:
        return f"unreachable ({type(error).__name__})"


def _database() -> str:
    with db.engine.connect() as connection:
        connection.execute(sa.text("SELECT 1"))
    return "ok"


def _redis() -> str:
    redis.client.ping()
    return "ok"


def _migrations() -> str:
    with db.engine.connect() as connection:
        applied = _applied(connection)
    return "ok" if applied == _heads() else "pending: run flask db upgrade"


def _applied(connection: sa.Connection) -> set[str]:
    """Not through Alembic, which would write two lines into the log every time that somebody asks."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return set()
    return set(connection.scalars(sa.text("SELECT version_num FROM alembic_version")))


@cache
def _heads() -> set[str]:
    """What this code expects; it does not change while it runs."""
    return set(ScriptDirectory.from_config(migrate.get_config()).get_heads())
