"""Health answers the truth."""

from sqlalchemy import text

from chatapp import create_app
from chatapp.extensions import db
from chatapp.settings import Settings


def test_well(client):
    assert client.get("/healthz").json == {"status": "ok"}
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json["status"]) == (200, "ok")


def test_without_a_database(without_database):
    client = without_database.test_client()
    assert client.get("/healthz").status_code == 200
    ready = client.get("/readyz")
    assert ready.status_code == 503
    assert ready.json["checks"]["database"].startswith("unreachable")
    assert ready.json["checks"]["redis"] == "ok"
    assert "127.0.0.1" not in ready.text


def test_without_redis(app, environment):
    try:
        alone = create_app(Settings.from_env({**environment, "REDIS_URL": "redis://127.0.0.1:1/0"}))
        ready = alone.test_client().get("/readyz")
        assert (ready.status_code, ready.json["checks"]["redis"][:11]) == (503, "unreachable")
    finally:
        # Extensions belong to the app that was made last, and the other tests want their Redis back.
        create_app(Settings.from_env(environment))


def test_with_a_migration_that_was_not_run(client):
    [head] = db.session.scalars(text("SELECT version_num FROM alembic_version"))
    try:
        db.session.execute(text("UPDATE alembic_version SET version_num = 'older'"))
        db.session.commit()
        ready = client.get("/readyz")
    finally:
        db.session.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": head})
        db.session.commit()
    assert ready.status_code == 503
    assert "flask db upgrade" in ready.json["checks"]["migrations"]
