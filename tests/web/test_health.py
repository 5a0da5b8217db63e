"""Health answers the truth."""

import threading
import time

from sqlalchemy import text

from chatapp import create_app
from chatapp.extensions import db
from chatapp.models import WebhookEvent
from chatapp.settings import Settings
from chatapp.web import checks, health
from chatapp.web.checks import Check
from tests import factories


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
        # Whoever sent webhooks elsewhere now would stop receiving for want of a Redis.
        assert (ready.status_code, ready.json["status"]) == (200, "degraded")
        assert ready.json["checks"]["redis"].startswith("unreachable")
    finally:
        # Extensions belong to the app that was made last, and the other tests want their Redis back.
        create_app(Settings.from_env(environment))


def test_with_a_database_that_stands_still(client, monkeypatch):
    release = threading.Event()
    monkeypatch.setattr(health, "VITAL", (Check("database", lambda: str(release.wait(30))), *health.VITAL[1:]))
    monkeypatch.setattr(checks, "PATIENCE", 0.2)
    try:
        began = time.monotonic()
        answers = [client.get("/readyz") for _ in range(2)]
        assert time.monotonic() - began < 5
    finally:
        release.set()
    assert {(answer.status_code, answer.json["checks"]["database"]) for answer in answers} == {(503, "does not answer")}


def test_with_webhooks_that_nobody_reads(client):
    db.session.add(WebhookEvent(body=b"{}", received_at=factories.seconds_ago(90)))
    db.session.commit()
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json["status"]) == (200, "degraded")
    assert ready.json["checks"]["ledger"].startswith("webhooks wait for 9")


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
