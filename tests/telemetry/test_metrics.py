"""`/metrics` tells what happened, to those who may know it, and tells it too when a server is away."""

import pytest
import sqlalchemy as sa
from redis import RedisError

from chatapp.extensions import connect_redis, db, redis
from chatapp.inbound import ledger, processing
from chatapp.kinds import MessageStatus
from chatapp.media import metrics as files
from chatapp.messages.delivery import metrics as sending
from chatapp.models import Direction
from chatapp.telemetry import readings, reporting
from chatapp.telemetry.counting import totals
from tests import factories
from tests.callers import run
from tests.inbound import meta
from tests.telemetry.conftest import TOKEN, value


def test_only_who_shows_the_token_may_read(client, guarded):
    for header, status in ((f"Bearer {TOKEN}", 200), (f"Basic {TOKEN}", 401), ("Bearer x", 401), ("", 401)):
        assert client.get("/metrics", headers={"Authorization": header}).status_code == status


def test_without_a_token_there_is_nothing_to_read(client):
    assert client.get("/metrics", headers={"Authorization": "Bearer None"}).status_code == 404


def test_requests_are_counted_by_route_whatever_strangers_ask_for(client, scrape):
    client.get("/conversations/4711")
    client.open("/strange", method="BREW")
    client.get("/stranger")

    samples = scrape()

    name = "chatapp_http_request_seconds_count"
    assert value(samples, name, method="GET", route="/conversations/<int:conversation_id>", status="303") >= 1
    assert value(samples, name, method="OTHER", route="none", status="404") >= 1
    assert value(samples, name, method="GET", route="none", status="404") >= 1


def test_a_webhook_is_followed_from_its_answer_to_the_conversation(app, client, scrape):
    number = factories.phone_number(factories.account())
    before = scrape()
    body = meta.messages(number, meta.text("Oi"))
    client.post("/webhook", data=body, headers={"X-Hub-Signature-256": meta.signature(body)})
    client.post("/webhook", data=body)
    stored = scrape()
    processing.process_batch()
    applied = scrape()

    def grown(name, since, until, **labels):
        return value(until, name, **labels) - (value(since, name, **labels) or 0)

    assert grown("chatapp_webhooks_total", before, stored, answer="stored") == 1
    assert grown("chatapp_webhooks_total", before, stored, answer="unsigned") == 1
    assert grown("chatapp_webhook_answer_seconds_count", before, stored) == 2
    assert [value(s, "chatapp_ledger_webhooks", state="new") for s in (before, stored, applied)] == [0, 1, 0]
    assert value(stored, "chatapp_ledger_oldest_seconds") > 0
    assert grown("chatapp_webhook_lag_seconds_count", stored, applied) == 1
    assert value(applied, "chatapp_number_last_inbound_timestamp_seconds", number=str(number.id)) > 0
    assert "unsigned" in run(app, "webhooks").output


def test_what_waits_to_be_sent_is_told_by_state(app, scrape):
    company = factories.account()
    talk = factories.conversation(factories.phone_number(company), factories.contact(company))
    for status in (MessageStatus.QUEUED, MessageStatus.QUEUED, MessageStatus.SENDING, MessageStatus.UNCONFIRMED):
        factories.message(talk, direction=Direction.OUT, status=status)

    samples = scrape()

    states = ("queued", "in_flight", "unconfirmed")
    assert [value(samples, "chatapp_messages", state=state) for state in states] == [2, 1, 1]


def test_what_redis_did_not_take_is_reported_later(guarded, scrape, monkeypatch):
    before = value(scrape(), "chatapp_pushes_total")
    totals.add((("chatapp_pushes", (), ""), 3))
    with monkeypatch.context() as away:
        away.setattr(redis, "client", connect_redis("redis://127.0.0.1:1/0"))
        with pytest.raises(RedisError):
            reporting.report("web")
        told = guarded.test_client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text
    assert 'chatapp_reading_taken{reading="queues"} 0.0' in told
    assert 'chatapp_reading_taken{reading="backlog"} 1.0' in told
    assert value(scrape(), "chatapp_pushes_total") == before + 3


def test_a_database_that_does_not_answer_holds_no_scrape_up(scrape, monkeypatch):
    monkeypatch.setattr(readings, "_HURRY", sa.text("SET LOCAL statement_timeout = '100ms'"))
    with db.engine.begin() as connection:
        connection.exec_driver_sql("LOCK TABLE webhook_events")
        samples = scrape()
    assert value(samples, "chatapp_reading_taken", reading="backlog") == 0
    assert value(samples, "chatapp_reading_taken", reading="messages") == 1


#: Tables with many rows that wait for nothing.
CROWDS = (
    "INSERT INTO webhook_events (body, processed_at) SELECT '{}', now() FROM generate_series(1, 5000)",
    f"""INSERT INTO messages
            (account_id, number_id, conversation_id, direction, kind, content, status, sent_at, attempts)
        SELECT account_id, number_id, id, 'in', 'text', '{{}}', {int(MessageStatus.RECEIVED)}, now(), 0
        FROM conversations, generate_series(1, 5000)""",
    "INSERT INTO media (account_id, kind, state) SELECT id, 'image', 'READY' FROM accounts, generate_series(1, 5000)",
)


def test_a_scrape_reads_nothing_but_what_waits(app):
    company = factories.account()
    factories.conversation(factories.phone_number(company), factories.contact(company))
    with db.engine.begin() as connection:
        for crowd in CROWDS:
            connection.exec_driver_sql(crowd)
        connection.exec_driver_sql("ANALYZE")
        for statement in (ledger.BACKLOG, sending.BY_STATE, files.BY_STATE):
            plan = "\n".join(connection.scalars(sa.text(f"EXPLAIN {statement}"), {"max": 5}))
            assert "Seq Scan" not in plan, plan
