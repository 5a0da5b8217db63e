"""What Meta is answered, and what gets into the ledger, before anything is understood."""

import io
import json
from typing import ClassVar

import pytest
import sqlalchemy as sa

from chatapp.extensions import connect_redis, db, redis
from chatapp.inbound.front import BODY_LIMIT, WebhookFront
from chatapp.inbound.group_commit import GroupCommit
from chatapp.models import WebhookEvent, WebhookSubject
from tests import factories
from tests.inbound import meta
from tests.patience import until


@pytest.fixture
def front(app) -> WebhookFront:
    assert isinstance(app.wsgi_app, WebhookFront)
    app.wsgi_app.answers.clear()
    return app.wsgi_app


@pytest.fixture
def post(client, number):
    """Send a body as Meta does; `signature` None leaves it unsigned."""

    def post(body: bytes, *, signature: str | None = "genuine"):
        headers = {"Content-Type": "application/json"}
        if signature is not None:
            headers["X-Hub-Signature-256"] = meta.signature(body) if signature == "genuine" else signature
        return client.post("/webhook", data=body, headers=headers)

    return post


def stored() -> list[bytes]:
    return list(db.session.scalars(sa.select(WebhookEvent.body).order_by(WebhookEvent.id)))


def test_it_is_noted_what_a_body_speaks_of(post, number):
    about = meta.body(
        *(meta.change(n, messages=[meta.text("Oi")]) for n in (number, number, "999")),
        {"field": "account_update", "value": {}},
        waba_id="100",
    )
    assert post(about).status_code == 200
    event = db.session.scalars(sa.select(WebhookEvent)).one()
    assert event.subjects == sorted([number.phone_number_id, "999", "100"])
    named = db.session.execute(sa.select(WebhookSubject.subject, WebhookSubject.event_id)).all()
    assert sorted(named) == [(subject, event.id) for subject in event.subjects]


def call(front: WebhookFront, body: bytes, headers: dict[str, str] | None = None, **environ: object) -> str:
    """The status line for `body`, genuinely signed, in a WSGI environment with these peculiarities."""
    said: list[str] = []

    def start_response(status: str, sent: list[tuple[str, str]]) -> None:
        said.append(status)
        (headers if headers is not None else {}).update(sent)

    usual = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/webhook",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_X_HUB_SIGNATURE_256": meta.signature(body),
        "wsgi.input": io.BytesIO(body),
        "wsgi.input_terminated": True,
    }
    given = {**usual, **environ}
    assert front({key: value for key, value in given.items() if value is not None}, start_response) == [b""]
    return said[0]


def test_a_genuine_webhook_is_stored_as_it_came_and_a_worker_is_woken(post, number, front):
    body = json.dumps(json.loads(meta.messages(number, meta.text("Ação ☕"))), indent=3).encode()

    response = post(body)

    assert (response.status_code, response.data) == (200, b"")
    assert stored() == [body]
    assert front.answers == {"stored": 1}
    until(lambda: redis.client.llen("rq:queue:receiving") == 1)


@pytest.mark.parametrize(
    ("signature", "reason"),
    [
        (None, "unsigned"),
        ("", "unsigned"),
        ("sha256=", "forged"),
        ("sha256=" + "0" * 64, "forged"),
        ("sha1=da39a3ee5e6b4b0d3255bfef95601890afd80709", "forged"),
        ("sha256=não é hexadecimal", "forged"),
    ],
)
def test_what_meta_did_not_sign_is_refused_and_counted(post, number, front, signature, reason):
    body = meta.messages(number, meta.text("Oi"))

    assert post(body, signature=signature).status_code == 403
    assert stored() == []
    assert front.answers == {reason: 1}


def test_a_signature_is_good_for_its_own_bytes_only(post, number):
    signed, sent = meta.messages(number, meta.text("R$ 10")), meta.messages(number, meta.text("R$ 99"))

    assert post(sent, signature=meta.signature(signed)).status_code == 403
    assert post(signed + b" ", signature=meta.signature(signed)).status_code == 403
    assert post(signed, signature=meta.signature(signed)).status_code == 200
    assert stored() == [signed]


def test_every_number_may_have_an_app_secret_of_its_own_and_is_heard_within_seconds(post, account):
    body = meta.messages("200000000000001", meta.text("Oi"))
    assert post(body, signature=meta.signature(body, "of this number alone")).status_code == 403

    factories.phone_number(account, phone_number_id="200000000000001", app_secret="of this number alone")

    until(lambda: post(body, signature=meta.signature(body, "of this number alone")).status_code == 200)
    assert post(body, signature=meta.signature(body, "of no number")).status_code == 403


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b'"text"', b"{", b'{"entry": [}', b"\xff\xfe", b"[" * 100_000, b'{"a": NaN}'],
    ids=["empty", "null", "list", "text", "torn", "broken", "bytes", "deep", "not-a-number"],
)
def test_a_signed_body_that_is_no_json_object_is_refused(post, front, body):
    assert post(body).status_code == 400
    assert stored() == []
    assert front.answers == {"unreadable": 1}


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b'{"object": "page", "entry": []}',
        b'{"object": "whatsapp_business_account", "entry": "none"}',
        b'{"text": "\\u0000 and half an emoji \\ud83d"}',
        b'{"text": "broken utf-8 \xff"}',
    ],
)
def test_a_signed_object_is_stored_whatever_it_says(post, body):
    assert post(body).status_code == 200
    assert stored() == [body]


def test_the_largest_body_meta_sends_is_taken_and_one_byte_more_is_not(post, front):
    largest = b'{"pad": "' + b"x" * (BODY_LIMIT - 11) + b'"}'
    assert len(largest) == BODY_LIMIT

    assert post(largest).status_code == 200
    assert post(largest + b" ").status_code == 413
    assert front.answers == {"stored": 1, "oversized": 1}


@pytest.mark.parametrize(
    ("size", "declared", "expected"),
    [
        (100, None, "200"),
        (BODY_LIMIT + 1, None, "413"),
        (100, str(BODY_LIMIT + 1), "413"),
        (100, "-1", "400"),
        (100, "many", "400"),
        (100, "90", "403"),
    ],
)
def test_the_length_may_be_missing_or_a_lie(front, size, declared, expected):
    body = b'{"pad": "' + b"x" * (size - 11) + b'"}'

    assert call(front, body, CONTENT_LENGTH=declared).startswith(expected)


def test_a_server_that_does_not_end_the_stream_gets_no_chance_to_hang(front):
    assert call(front, b"{}", CONTENT_LENGTH=None, **{"wsgi.input_terminated": False}).startswith("403")


def test_a_sender_who_hangs_up_harms_nobody(front):
    class Torn(io.BytesIO):
        def read(self, *_args):
            raise ConnectionResetError

    assert call(front, b"{}", **{"wsgi.input": Torn()}).startswith("400")
    assert front.answers == {"incomplete": 1}


def test_the_database_away_means_come_again_and_nothing_is_lost(app, front, number):
    front = WebhookFront(app.wsgi_app, app)
    ours, front.ledger = front.ledger, GroupCommit("postgresql://nobody@127.0.0.1:1/nowhere", after_commit=list)
    body = meta.messages(number, meta.text("Oi"))
    headers: dict[str, str] = {}

    assert call(front, body, headers).startswith("503")
    assert int(headers["Retry-After"]) > 0
    assert front.answers == {"unavailable": 1}

    front.ledger = ours
    assert call(front, body).startswith("200")
    assert stored() == [body]


def test_redis_away_costs_nothing(post, number, monkeypatch):
    monkeypatch.setattr(redis, "client", connect_redis("redis://127.0.0.1:1/0"))
    body = meta.messages(number, meta.text("Oi"))

    assert post(body).status_code == 200
    assert stored() == [body]


def test_other_paths_and_methods_are_flasks(client):
    assert client.get("/webhook").status_code == 403
    assert client.delete("/webhook").status_code == 405
    assert client.get("/healthz").status_code == 200


class TestHandshake:
    ASKED: ClassVar = {"hub.mode": "subscribe", "hub.verify_token": "test_verify_token", "hub.challenge": "1158201444"}

    def test_who_knows_the_token_hears_the_challenge(self, client):
        response = client.get("/webhook", query_string=self.ASKED)

        assert (response.status_code, response.data, response.mimetype) == (200, b"1158201444", "text/plain")

    def test_a_number_may_have_a_token_of_its_own(self, client, account):
        factories.phone_number(account, verify_token="só deste número")

        response = client.get("/webhook", query_string={**self.ASKED, "hub.verify_token": "só deste número"})

        assert response.data == b"1158201444"

    @pytest.mark.parametrize(
        "asked", [{"hub.verify_token": "wrong"}, {"hub.verify_token": ""}, {"hub.mode": "unsubscribe"}]
    )
    def test_others_do_not(self, client, asked):
        response = client.get("/webhook", query_string={**self.ASKED, **asked})

        assert response.status_code == 403
        assert b"1158201444" not in response.data
