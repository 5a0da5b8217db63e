"""The ledger as an admin sees it: figures, webhooks to look at and to process again, of one account only."""

from datetime import timedelta

import orjson
import pytest
import sqlalchemy as sa

from chatapp import clock
from chatapp.extensions import db
from chatapp.inbound import processing
from chatapp.models import Message, PhoneNumber, Role, User, WebhookEvent, WebhookSubject
from chatapp.whatsapp.webhook.body import decode
from chatapp.whatsapp.webhook.subjects import subjects
from tests import factories
from tests.inbound import meta


@pytest.fixture
def number(app) -> PhoneNumber:
    return factories.phone_number(factories.account(), label="Loja São Paulo")


@pytest.fixture
def admin(number) -> User:
    return factories.user(number.account, Role.ADMIN)


def stored(body: bytes, **values) -> WebhookEvent:
    """As the front stores it."""
    named = subjects(decode(body))
    event = WebhookEvent(body=body, subjects=named, **values)
    db.session.add(event)
    db.session.flush()
    db.session.add_all(WebhookSubject(subject=subject, event_id=event.id) for subject in named)
    db.session.commit()
    return event


def failed(number: PhoneNumber, **values) -> WebhookEvent:
    values = {"error": "entry[0]: ValueError: no such thing", "attempts": 1, **values}
    return stored(meta.messages(number, meta.text("Oi")), **values)


def ids(api, query: str = "") -> list[int]:
    return [one["id"] for one in api.get(f"/ledger{query}").json["webhooks"]]


def test_only_admins(page, api, number):
    event = failed(number)
    for role in (Role.AGENT, Role.SUPERVISOR):
        person = factories.user(number.account, role)
        page.sign_in(person)
        assert 'href="/ledger"' not in page.get("/settings").text
        for path in ("/ledger", f"/ledger/{event.id}", f"/ledger/{event.id}/body"):
            assert page.get(path).status_code == 403
        for path in (f"/ledger/{event.id}/replays", "/ledger/replays"):
            assert page.post(path, state="failed").status_code == 403
        api.sign_in(person)
        assert api.get("/ledger").status_code == 403


def test_an_account_sees_what_is_only_its_own(api, number, admin):
    stranger = factories.phone_number(factories.account(), waba_id="2")
    mine = stored(meta.messages(number, meta.text("Oi")))
    about_the_account = stored(meta.body({"field": "account_update", "value": {"event": "X"}}, waba_id=number.waba_id))
    theirs = stored(meta.messages(stranger, meta.text("Oi")))
    both = stored(meta.body(*(meta.change(n, messages=[meta.text("Oi")]) for n in (number, stranger))))
    unknown = stored(meta.messages("999", meta.text("Oi")))
    forged = stored(meta.messages(number, meta.text("Oi")), signed_for=[stranger.account_id])
    api.sign_in(admin)
    assert ids(api) == [about_the_account.id, mine.id]
    assert api.get(f"/ledger/{mine.id}").status_code == 200
    for other in (theirs, both, unknown, forged):
        assert api.get(f"/ledger/{other.id}").status_code == 404
        assert api.get(f"/ledger/{other.id}/body").status_code == 404
        assert api.post(f"/ledger/{other.id}/replays").status_code == 404
    assert api.post("/ledger/replays", since="2020-01-01").json == {"replayed": 2}
    api.sign_in(factories.user(stranger.account, Role.ADMIN))
    assert ids(api) == [theirs.id]


def test_filters_and_pages(page, api, number, admin):
    other = factories.phone_number(number.account, label="Loja Rio")
    old = failed(number, received_at=clock.now() - timedelta(days=3))
    waiting = stored(meta.messages(other, meta.text("Oi")))
    given_up = failed(number, attempts=5)
    partly = stored(
        meta.messages(other, meta.text("Oi")),
        processed_at=clock.now(),
        faults=[{"path": "entry[0]", "code": "malformed", "reason": "no id"}],
    )
    api.sign_in(admin)
    day = (clock.now() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert ids(api) == [partly.id, given_up.id, waiting.id, old.id]
    assert ids(api, "?state=failed") == [partly.id, given_up.id, old.id]
    assert ids(api, "?state=waiting") == [waiting.id, old.id]
    assert ids(api, f"?number_id={other.id}") == [partly.id, waiting.id]
    assert ids(api, f"?since={day}") == [partly.id, given_up.id, waiting.id]
    assert ids(api, f"?until={day}") == [old.id]
    assert ids(api, f"?state=failed&number_id={number.id}&since={day}") == [given_up.id]
    refused = api.get("/ledger?state=sad&since=yesterday")
    assert (refused.status_code, set(refused.json["error"]["fields"])) == (422, {"state", "since"})

    for n in range(50):
        stored(meta.messages(number, meta.text(f"{n}")))
    first = api.get("/ledger").json
    rest = api.get(f"/ledger?before={first['next']}").json
    assert (len(first["webhooks"]), len(rest["webhooks"]), rest["next"]) == (50, 4, None)
    html = page.sign_in(admin).get("/ledger").text
    assert f"/ledger?before={first['next']}" in html
    older = page.get(f"/ledger?before={first['next']}", HX_Request="true").text
    assert older.count('class="event"') == 4
    assert "<html" not in older


def test_the_figures_and_the_numbers(page, api, number, admin):
    silent = factories.phone_number(number.account, label="Loja Rio")
    stored(meta.messages(number, meta.text("Oi")), received_at=clock.now() - timedelta(hours=30))
    applied = [stored(meta.messages(number, meta.text(f"{n}"))) for n in range(3)]
    processing.process_batch()
    stored(meta.messages(number, meta.text("Oi")), received_at=clock.now() - timedelta(minutes=5))
    failed(number, attempts=5)
    api.sign_in(admin)
    told = api.get("/ledger").json
    figures = told["figures"]
    assert {name: figures[name] for name in ("received", "processed", "failed", "waiting", "given_up")} == {
        "received": 5, "processed": 3, "failed": 1, "waiting": 1, "given_up": 1,
    }  # fmt: skip
    assert 300 <= figures["lag"] < 330
    assert 0 < figures["delay"] < 60
    lines = {one["id"]: one for one in told["numbers"]}
    db.session.refresh(number)
    assert lines[silent.id]["last_inbound_at"] is None
    assert number.last_inbound_at == applied[-1].received_at
    html = page.sign_in(admin).get("/ledger").text
    for words in ("Loja Rio", "Not heard yet", "Last heard", "the oldest for 5 min", "was given up"):
        assert words in html


def test_a_body_is_opened_and_fetched_as_it_came(page, api, number, admin):
    body = meta.body(meta.change(number, messages=[meta.text("<b>Olá</b>")], statuses=[meta.status("X", "read")]))
    event = stored(body, error="entry[0]: ValueError: no such thing", attempts=2)
    html = page.sign_in(admin).get(f"/ledger/{event.id}").text
    for words in ("1 message, 1 status", "ValueError: no such thing", "&lt;b&gt;Olá&lt;/b&gt;", f"{len(body)} bytes"):
        assert words in html
    assert page.get(f"/ledger/{event.id}/body").data == body
    told = api.sign_in(admin).get(f"/ledger/{event.id}").json["webhook"]
    assert told["body"] == orjson.loads(body)
    assert (told["state"], told["contents"]) == ("retried", {"messages": 1, "statuses": 1})


def test_what_failed_is_processed_again(page, api, number, admin):
    events = [failed(number, attempts=5) for _ in range(2)]
    page.sign_in(admin)
    answer = page.post(f"/ledger/{events[0].id}/replays")
    assert answer.location == f"/ledger/{events[0].id}"
    assert "1 webhook is processed again." in page.get(answer.location).text
    processing.process_batch()
    api.sign_in(admin)
    assert [one["state"] for one in api.get("/ledger").json["webhooks"]] == ["given_up", "applied"]

    assert api.post("/ledger/replays").status_code == 422
    assert api.post("/ledger/replays", state="failed").json == {"replayed": 1}
    processing.process_batch()
    assert ids(api, "?state=failed") == []
    assert db.session.scalar(sa.select(sa.func.count(Message.id))) == 2
