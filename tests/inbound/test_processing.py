"""Working the ledger off: alone, in batches, whatever single bodies hold."""

import json
import secrets
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
import sqlalchemy as sa
from rq import Queue
from rq.serializers import JSONSerializer
from sqlalchemy.exc import OperationalError

from chatapp import schedule
from chatapp.extensions import connect_redis, db, redis
from chatapp.inbound import ledger, processing
from chatapp.jobs import RECEIVING
from chatapp.models import Contact, Conversation, Direction, Message, MessageEvent, WebhookEvent, WebhookSubject
from tests import factories
from tests.inbound import meta, worker
from tests.patience import until

ANA = "5511987654321"


def said() -> set[str]:
    return set(db.session.scalars(sa.select(Message.wamid)))


def poison(**more) -> dict:
    """A message that no index of PostgreSQL can hold."""
    return meta.text("☠", wamid=secrets.token_hex(5_000), **more)


def store(*bodies: bytes) -> list[WebhookEvent]:
    events = [WebhookEvent(body=body) for body in bodies]
    db.session.add_all(events)
    db.session.commit()
    return events


def waiting_jobs() -> list[str]:
    queue = Queue(RECEIVING, connection=redis.client, serializer=JSONSerializer)
    return [job.func_name for job in queue.get_jobs()]


class TestOneBadPart:
    def test_a_poisonous_message_harms_neither_its_siblings_nor_its_neighbours(self, number, arrive):
        before = [meta.messages(number, meta.text("Oi", wamid=f"before {n}")) for n in range(5)]
        siblings = meta.messages(number, meta.text("1", wamid="one"), poison(), meta.text("3", wamid="three"))
        after = meta.messages(number, meta.text("Oi", "5521999990000", wamid="after"))

        *fine, bad, last = arrive(*before, siblings, after)

        assert said() == {*(f"before {n}" for n in range(5)), "one", "three", "after"}
        assert all(event.processed_at for event in (*fine, last))
        assert (bad.processed_at, bad.attempts) == (None, 1)
        assert bad.error.startswith("entry[0].changes[0].messages[1]: ")
        assert "index row" in bad.error
        unread = dict(db.session.execute(sa.select(Conversation.id, Conversation.unread_count)).all())
        assert sorted(unread.values()) == [1, 7]

    def test_it_is_tried_again_later_and_at_last_set_aside(self, number, arrive):
        (bad,) = arrive(meta.messages(number, poison()))
        arrive()
        assert bad.attempts == 1, "it should rest first"

        for attempts in (2, 3, 4, 5, 5):
            bad.received_at = bad.received_at - timedelta(hours=1)
            arrive(meta.messages(number, meta.text("Oi", wamid=f"meanwhile {attempts}")))
            assert bad.attempts == attempts
        assert bad.processed_at is None
        assert ledger.is_empty(), "what was set aside keeps nobody awake"

    def test_a_part_that_cannot_be_read_is_noted_and_its_siblings_go_on(self, number, arrive):
        items = [meta.text("1", wamid="one"), {"type": "text"}, "no object", meta.text("4", wamid="four")]
        (event,) = arrive(meta.body(meta.change(number, messages=items)))

        assert said() == {"one", "four"}
        assert event.processed_at is not None
        assert {(fault["code"], fault["path"][-1:]) for fault in event.faults} == {("malformed", "]")}
        assert [fault["path"].split(".")[-1] for fault in event.faults] == ["messages[1]", "messages[2]"]
        assert all(fault["reason"] for fault in event.faults)

    def test_an_unknown_number_is_kept_as_such(self, number, arrive):
        body = meta.body(
            meta.change("999", messages=[meta.text("Oi", wamid="lost")]),
            meta.change(number, messages=[meta.text("Oi", wamid="found")]),
        )
        (event,) = arrive(body)

        assert said() == {"found"}
        assert event.processed_at is not None
        [fault] = event.faults
        assert (fault["code"], fault["path"]) == ("unknown_number", "entry[0].changes[0].messages[0]")
        assert "999" in fault["reason"]

    def test_groups_are_counted_and_left_alone(self, number, arrive):
        (event,) = arrive(meta.messages(number, meta.text("Oi a todos", wamid="g") | {"group_id": "G1"}))

        assert said() == set()
        assert [fault["code"] for fault in event.faults] == ["group"]

    def test_a_body_that_is_no_json_is_tried_and_set_aside(self, number, arrive):
        bad, good = arrive(b"not json", meta.messages(number, meta.text("Oi", wamid="A")))

        assert said() == {"A"}
        assert good.processed_at is not None
        assert (bad.processed_at, bad.attempts) == (None, 1)
        assert "JSON" in bad.error


class TestTroublesThatPass:
    def test_they_cost_no_attempt(self, number):
        (event,) = store(meta.messages(number, meta.text("Oi", wamid="A")))
        with db.engine.connect() as other:
            other.exec_driver_sql("LOCK TABLE messages IN ACCESS EXCLUSIVE MODE")
            db.session.execute(sa.text("SET LOCAL lock_timeout = '50ms'"))
            with pytest.raises(OperationalError):
                processing.process_batch()
            other.rollback()

        assert (event.attempts, event.error, event.processed_at) == (0, None, None)
        processing.process_batch()
        db.session.expire_all()
        assert event.processed_at is not None
        assert said() == {"A"}

    def test_a_deadlock_is_survived(self, app, account, number):
        first, second = (
            factories.conversation(number, factories.contact(account, wa_id=f"551190000000{n}")) for n in (1, 2)
        )
        store(*(meta.messages(number, meta.text("Oi", f"551190000000{n}", wamid=f"{n}")) for n in (1, 2)))
        lock = "SELECT FROM conversations WHERE id = %s FOR UPDATE"
        ids = first.id, second.id
        db.session.commit()
        with db.engine.connect() as other:
            other.exec_driver_sql(lock, (ids[1],))
            draining = Thread(target=in_context, args=(app, processing.drain))
            draining.start()
            until(lambda: waits_for_a_lock(other))
            with suppress(OperationalError):  # either of the two may be the victim
                other.exec_driver_sql(lock, (ids[0],))
            other.rollback()
            draining.join(10)

        assert said() == {"1", "2"}
        assert set(db.session.scalars(sa.select(WebhookEvent.attempts))) == {0}


def in_context(app, work) -> None:
    with app.app_context():
        work()


def waits_for_a_lock(connection) -> bool:
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    return bool(connection.exec_driver_sql(waiting).scalar())


class TestDraining:
    def test_a_worker_drains_batch_after_batch(self, app, number):
        store(*(meta.messages(number, meta.text("Oi", wamid=f"{n}")) for n in range(1_200)))

        processing.drain.wake()
        worker.work(app)

        assert len(said()) == 1_200
        assert db.session.scalars(sa.select(Conversation.unread_count)).one() == 1_200
        assert ledger.is_empty()
        assert waiting_jobs() == []

    def test_wake_ups_before_it_starts_are_one_and_later_ones_are_new(self, app, number):
        for _ in range(10):
            processing.drain.wake()
        assert waiting_jobs() == ["chatapp.inbound.processing.drain"]

        worker.work(app)
        processing.drain.wake()
        assert len(waiting_jobs()) == 1

    def test_it_lingers_for_what_comes_a_moment_later(self, app, number):
        store(meta.messages(number, meta.text("Oi", wamid="A")))
        draining = Thread(target=in_context, args=(app, processing.drain))
        draining.start()
        until(lambda: refreshed(said) == {"A"})
        store(meta.messages(number, meta.text("Oi", wamid="B")))
        draining.join(5)

        assert refreshed(said) == {"A", "B"}

    def test_only_one_drains_at_a_time(self, app, number):
        store(meta.messages(number, meta.text("Oi", wamid="A")))
        with db.engine.connect() as other:
            other.execute(sa.select(sa.func.pg_advisory_lock(processing.LOCK)))
            assert processing.drain() == 0
            assert said() == set()
            other.execute(sa.select(sa.func.pg_advisory_unlock(processing.LOCK)))

        assert processing.drain() == 1

    def test_who_leaves_while_something_is_due_wakes_the_next(self, app, number):
        """As when a body is committed, and its wake-up bounces, while the runner is on its way out."""
        (event,) = store(meta.messages(number, meta.text("Oi", wamid="A")))
        event_id = event.id
        db.session.commit()
        with db.engine.connect() as other:
            other.exec_driver_sql("SELECT FROM webhook_events WHERE id = %s FOR UPDATE", (event_id,))
            assert processing.drain() == 0
            assert waiting_jobs() == ["chatapp.inbound.processing.drain"]
            other.rollback()

        worker.work(app)
        assert said() == {"A"}

    def test_a_wake_up_lost_with_redis_is_made_up_for_by_the_sweep(self, app, client, number, monkeypatch):
        body = meta.messages(number, meta.text("Oi", wamid="A"))
        with monkeypatch.context() as away:
            away.setattr(redis, "client", connect_redis("redis://127.0.0.1:1/0"))
            headers = {"X-Hub-Signature-256": meta.signature(body)}
            assert client.post("/webhook", data=body, headers=headers).status_code == 200
        assert said() == set()

        for job, _seconds in schedule.SWEEPS:
            if job is processing.drain:
                job.wake()
        worker.work(app)
        assert refreshed(said) == {"A"}


def refreshed(read):
    db.session.rollback()
    return read()


class TestReplay:
    @pytest.fixture
    def run(self, app):
        return app.test_cli_runner().invoke

    def test_nothing_is_done_twice(self, number, arrive, run):
        bodies = [
            meta.messages(number, meta.text("Oi", wamid="A"), contacts=[meta.contact()]),
            meta.messages(number, meta.reaction("A", "👍")),
            meta.messages(number, meta.text("?", wamid="B", quotes="A", at=9)),
        ]
        events = arrive(*bodies)
        conversation = db.session.scalars(sa.select(Conversation)).one()
        conversation.unread_count = 0
        db.session.commit()
        before = everything()
        ids = [str(event.id) for event in events]

        for _ in range(2):
            result = run(args=["replay", *ids])
            assert result.exit_code == 0, result.output
            assert "3 webhooks" in result.output

        db.session.expire_all()
        assert everything() == before
        assert all(event.processed_at for event in events)

    def test_what_an_unknown_number_said_is_heard_once_it_is_connected(self, account, arrive, run):
        (event,) = arrive(meta.messages("777", meta.text("Alô?", wamid="A")))
        assert event.faults

        factories.phone_number(account, phone_number_id="777")
        assert run(args=["replay", "--failed"]).exit_code == 0

        db.session.expire_all()
        assert said() == {"A"}
        assert event.faults is None

    def test_a_time_can_be_chosen(self, number, arrive, run):
        old, new = arrive(meta.messages(number, meta.text("1")), meta.messages(number, meta.text("2")))
        old.received_at, processed = datetime(2026, 1, 1, 12, tzinfo=UTC), new.processed_at
        db.session.commit()

        assert "1 webhooks" in run(args=["replay", "--since", "2026-01-01", "--until", "2026-01-02T12:30"]).output

        db.session.expire_all()
        assert new.processed_at == processed

    @pytest.mark.parametrize("args", [[], ["1", "--failed"], ["--since", "yesterday"], ["one"]])
    def test_it_wants_to_know_what(self, run, args):
        assert run(args=["replay", *args]).exit_code == 2


def everything() -> dict[str, list]:
    """All rows of the inbox, but for the times at which the database last wrote them."""
    tables = ("contacts", "contact_identities", "conversations", "messages", "reactions", "message_events")
    rows = {
        table: db.session.execute(sa.text(f"SELECT * FROM {table} ORDER BY id")).mappings().all() for table in tables
    }
    return {
        table: [{k: v for k, v in row.items() if k != "changed_at"} for row in found] for table, found in rows.items()
    }


class TestRetention:
    def test_what_is_done_and_old_is_forgotten(self, app, number, arrive):
        done, fresh, bad = arrive(
            meta.messages(number, meta.text("1")), meta.messages(number, meta.text("2")), b"not json"
        )
        done.received_at = bad.received_at = datetime.now(UTC) - timedelta(days=31)
        kept = [fresh.id, bad.id]
        for event in (done, fresh):
            event.subjects = [number.phone_number_id]
            db.session.add(WebhookSubject(subject=number.phone_number_id, event_id=event.id))
        db.session.commit()

        processing.prune.wake()
        worker.work(app)

        assert list(db.session.scalars(sa.select(WebhookEvent.id).order_by(WebhookEvent.id))) == kept
        assert list(db.session.scalars(sa.select(WebhookSubject.event_id))) == [kept[0]]

    def test_so_are_reports_of_messages_that_were_never_ours(self, app, account, number, arrive):
        message = factories.message(
            factories.conversation(number, factories.contact(account)), direction=Direction.OUT, wamid="ours"
        )
        arrive(meta.statuses(number, *(meta.status(wamid, "sent") for wamid in ("ours", "theirs", "recent"))))
        long_ago = datetime.now(UTC) - timedelta(days=31)
        old = sa.update(MessageEvent).where(MessageEvent.wamid != "recent").values(created_at=long_ago)
        db.session.execute(old)
        db.session.commit()

        processing.prune.wake()
        worker.work(app)

        left = dict(db.session.execute(sa.select(MessageEvent.wamid, MessageEvent.message_id)).all())
        assert left == {"ours": message.id, "recent": None}


def test_the_ledger_keeps_the_body_byte_for_byte(number, arrive):
    odd = json.dumps(json.loads(meta.messages(number, meta.text("Ação\0"))), indent=1, ensure_ascii=False).encode()
    (event,) = arrive(odd)

    assert event.body == odd
    assert db.session.scalar(sa.select(sa.func.count(Contact.id))) == 1
