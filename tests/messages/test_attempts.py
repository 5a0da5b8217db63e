"""What one call to Meta proves, for everything that can become of it."""

import socket
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from chatapp.kinds import MessageStatus
from chatapp.messages.delivery.attempts import Delivery, attempt
from chatapp.whatsapp.client import GraphClient
from chatapp.whatsapp.errors import CONNECTION_FAILED, NOT_CONFIRMED
from tests.messages.meta import accepted, answered, hangs, refused, reset_midway, serving

QUEUED, FAILED = MessageStatus.QUEUED, MessageStatus.FAILED
PAGE = "<html><h1>502 Bad Gateway</h1></html>"

DELIVERY = Delivery(
    message_id=1,
    account_id=1,
    number_id=1,
    conversation_id=1,
    contact_id=1,
    bulk=False,
    kind="text",
    content={"body": "Bom dia!", "preview_url": False},
    client_id=UUID(int=7),
    quoted_wamid=None,
    attempt=1,
    claimed_at=datetime(2026, 11, 23, tzinfo=UTC),
    phone_number_id="200000000000001",
    wa_id="5511987654321",
    bsuid=None,
    token="EAAtest",
)


@pytest.fixture
def meta():
    with serving() as server:
        yield server


@pytest.fixture
def graph(meta):
    client = GraphClient(meta.url, "v26.0", connect_timeout=0.5, read_timeout=0.5)
    yield client
    client.close()


def test_accepted(graph, meta):
    meta.answers(accepted(wa_id="5511987654321"))
    answer = attempt(graph, DELIVERY)
    assert answer.status is MessageStatus.SENT
    assert answer.receipt.wamid.startswith("wamid.META")
    assert answer.code is None


@pytest.mark.parametrize(
    ("reply", "status", "code", "wait"),
    [
        pytest.param(refused(130429), QUEUED, 130429, 2, id="throughput as documented"),
        pytest.param(refused(130429, http=429), QUEUED, 130429, 2, id="throughput as gateways do it"),
        pytest.param(refused(131056), QUEUED, 131056, 1, id="pair limit"),
        pytest.param(refused(131000, http=500), QUEUED, 131000, 5, id="something went wrong"),
        pytest.param(refused(131016, http=503), QUEUED, 131016, 2, id="service unavailable"),
        pytest.param(refused(131057, http=500), QUEUED, 131057, 60, id="throughput upgrade"),
        pytest.param(refused(4), QUEUED, 4, 600, id="app call limit"),
        pytest.param(refused(131049), FAILED, 131049, 86400, id="marketing cap: a day is too long to hold up the rest"),
        pytest.param(refused(987654, http=503), QUEUED, 987654, 5, id="unknown code, server's fault"),
        pytest.param(refused(987654, is_transient=True), QUEUED, 987654, 5, id="Meta says transient"),
        pytest.param(answered(429, PAGE), QUEUED, 429, 2, id="429 without Meta's words"),
        pytest.param(answered(429, PAGE, {"Retry-After": "40"}), QUEUED, 429, 40, id="Retry-After"),
        pytest.param(refused(190, http=401), FAILED, 190, 0, id="token expired"),
        pytest.param(refused(10, http=403), FAILED, 10, 0, id="permission"),
        pytest.param(refused(200, http=403), FAILED, 200, 0, id="permission of the 200s"),
        pytest.param(refused(100), FAILED, 100, 0, id="invalid parameter"),
        pytest.param(refused(131026), FAILED, 131026, 0, id="not on WhatsApp"),
        pytest.param(refused(131047), FAILED, 131047, 0, id="window closed"),
        pytest.param(refused(131048), FAILED, 131048, 0, id="spam limit"),
        pytest.param(refused(131051), FAILED, 131051, 0, id="unsupported type"),
        pytest.param(refused(987654), FAILED, 987654, 0, id="unknown code"),
        pytest.param(answered(404, PAGE), FAILED, 404, 0, id="a page that is not Meta's"),
    ],
)
def test_refused(graph, meta, reply, status, code, wait):
    meta.answers(reply)
    answer = attempt(graph, DELIVERY)
    assert (answer.status, answer.code) == (status, code)
    assert wait <= answer.wait <= wait * 1.25
    assert answer.detail


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(answered(502, PAGE), id="a gateway's page"),
        pytest.param(answered(500, ""), id="nothing, and 500"),
        pytest.param(answered(200, "{garbage"), id="garbage"),
        pytest.param(answered(200, PAGE), id="a page, and 200"),
        pytest.param(answered(200, '{"messages": []}'), id="no message id"),
        pytest.param(reset_midway, id="reset in the middle"),
        pytest.param(hangs(0), id="closed without a word"),
        pytest.param(hangs(2), id="silence"),
    ],
)
def test_nobody_knows(graph, meta, reply):
    meta.answers(reply)
    answer = attempt(graph, DELIVERY)
    assert (answer.status, answer.code) == (MessageStatus.UNCONFIRMED, NOT_CONFIRMED)
    assert answer.detail
    assert len(meta.calls) == 1


def test_a_connection_that_was_never_made_is_tried_again():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: refused, and nobody else can take it
        client = GraphClient(f"http://127.0.0.1:{taken.getsockname()[1]}", "v26.0")
        answer = attempt(client, DELIVERY)
    assert (answer.status, answer.code) == (QUEUED, CONNECTION_FAILED)
    assert 2 <= answer.wait <= 2.5


class TestPatience:
    @pytest.mark.parametrize(("nth", "least"), [(1, 1), (2, 4), (3, 16), (4, 64)])
    def test_the_pair_limit_waits_four_times_as_long_each_time(self, graph, meta, nth, least):
        meta.answers(refused(131056))
        assert least <= attempt(graph, replace(DELIVERY, attempt=nth)).wait <= least * 1.25

    @pytest.mark.parametrize(("code", "attempts"), [(131000, 3), (130429, 10), (131056, 5), (131057, 3)])
    def test_ends(self, graph, meta, code, attempts):
        meta.answers(refused(code))
        assert attempt(graph, replace(DELIVERY, attempt=attempts)).status is QUEUED
        assert attempt(graph, replace(DELIVERY, attempt=attempts + 1)).status is FAILED


class TestBeforeAnythingIsSent:
    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"wa_id": None, "bsuid": None}, 131026),
            ({"token": None}, 190),
            ({"token": "with\nnewline"}, 190),
            ({"kind": "location", "content": {}}, 100),
        ],
        ids=["nobody to send to", "token cannot be decrypted", "token cannot be a header", "kind cannot be sent"],
    )
    def test_it_fails(self, graph, meta, changes, code):
        answer = attempt(graph, replace(DELIVERY, **changes))
        assert (answer.status, answer.code) == (FAILED, code)
        assert meta.calls == []

    def test_a_token_never_stands_in_the_reason(self, graph, meta):
        answer = attempt(graph, replace(DELIVERY, token="EAAsecret\nx"))
        assert "EAAsecret" not in answer.detail
