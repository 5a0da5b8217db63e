"""For whoever watches us: is the process alive, and can it do its work?"""

from functools import cache

import sqlalchemy as sa
from alembic.script import ScriptDirectory
from flask import Blueprint, Response

from chatapp.extensions import db, migrate, redis
from chatapp.web.checks import OK, Check, outcomes
from chatapp.web.respond import json_response
from chatapp.web.security import public

blueprint = Blueprint("health", __name__)

#: Seconds that a webhook may wait to be read before somebody should know.
LATE = 60


@blueprint.get("/healthz")
@public
def alive() -> Response:
    """200 as long as this process answers: restart it otherwise."""
    return json_response({"status": "ok"})


@blueprint.get("/readyz")
@public
def ready() -> Response:
    """200 if requests can be served now, else 503: send them elsewhere. 200 and "degraded" if they are served and what
    follows them is not: who sent webhooks elsewhere then would stop receiving for want of a Redis. `checks` tells all.
    """
    checks = outcomes(VITAL + IN_BACKGROUND)
    if not _well(checks, VITAL):
        return json_response({"status": "unavailable", "checks": checks}, 503)
    return json_response({"status": "ok" if _well(checks, IN_BACKGROUND) else "degraded", "checks": checks})


def _well(results: dict[str, str], checks: tuple[Check, ...]) -> bool:
    return all(results[check.name] == OK for check in checks)


def _database() -> str:
    with db.engine.connect() as connection:
        connection.execute(sa.text("SELECT 1"))
    return OK


def _migrations() -> str:
    with db.engine.connect() as connection:
        applied = _applied(connection)
    return OK if applied == _heads() else "pending: run flask db upgrade"


def _redis() -> str:
    redis.client.ping()
    return OK


def _ledger() -> str:
    """What failed rests on purpose; what was never tried should not wait."""
    with db.engine.connect() as connection:
        late = connection.scalar(_WAITS) or 0
    return OK if late < LATE else f"webhooks wait for {late:.0f} seconds: is a worker running?"


_WAITS = sa.text("""
    SELECT extract(epoch FROM clock_timestamp() - received_at) FROM webhook_events
    WHERE processed_at IS NULL AND attempts = 0 ORDER BY id LIMIT 1
""")


def _applied(connection: sa.Connection) -> set[str]:
    """Not through Alembic, which would write two lines into the log every time that somebody asks."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return set()
    return set(connection.scalars(sa.text("SELECT version_num FROM alembic_version")))


@cache
def _heads() -> set[str]:
    """What this code expects; it does not change while it runs."""
    return set(ScriptDirectory.from_config(migrate.get_config()).get_heads())


VITAL = (Check("database", _database), Check("migrations", _migrations))
IN_BACKGROUND = (Check("redis", _redis), Check("ledger", _ledger))
