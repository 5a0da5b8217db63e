"""What became of webhooks can be read, from any process; counting it holds nobody up."""

from collections import Counter

from chatapp.extensions import connect_redis, redis
from chatapp.inbound import tally
from tests.callers import run
from tests.inbound import meta
from tests.inbound.patience import wait_for


def test_processes_are_added_up(app):
    for process in (tally.Tally(), tally.Tally()):
        for answer in ("often", "often", "seldom"):
            process.count(answer)

    wait_for(lambda: {"often": 4, "seldom": 2}.items() <= tally.read().items())


def test_an_operator_reads_what_was_stored_and_refused(app, client, number, monkeypatch):
    monkeypatch.setattr(tally, "PAUSE", 0.01)
    body = meta.messages(number, meta.text("Oi"))
    client.post("/webhook", data=body, headers={"X-Hub-Signature-256": meta.signature(body)})
    client.post("/webhook", data=body)
    wait_for(lambda: {"stored", "unsigned"} <= set(tally.read()))

    shown = run(app, "webhooks")

    assert shown.exit_code == 0, shown.output
    assert {"stored", "unsigned"} <= set(shown.output.split())


def test_nothing_counted_is_said_too(app):
    redis.client.delete(tally.KEY)
    assert "No webhook" in run(app, "webhooks").output


def test_what_redis_did_not_take_is_kept(app, monkeypatch):
    with monkeypatch.context() as away:
        away.setattr(redis, "client", connect_redis("redis://127.0.0.1:1/0"))
        assert not tally._write(Counter(stored=1))
    assert tally._write(Counter(kept=2))
    assert tally.read()["kept"] == 2
