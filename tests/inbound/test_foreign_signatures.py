"""Whoever brings a Meta app of their own can sign webhooks, but not in the name of another company."""

import pytest
import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.inbound.processing import process_batch
from chatapp.models import Message, PhoneNumber, WebhookEvent
from tests import factories
from tests.inbound import meta


@pytest.fixture
def companies(app):
    """Ours, with an app secret of its own, and one that also has one."""
    app.extensions.pop("app_secrets", None)
    ours = factories.phone_number(factories.account(), app_secret="our own secret", waba_id="1")
    other = factories.phone_number(factories.account(name="Outra"), app_secret="their secret", waba_id="2")
    yield ours, other
    app.extensions.pop("app_secrets", None)


def deliver(client, body: bytes, secret: str) -> WebhookEvent:
    answer = client.post("/webhook", data=body, headers={"X-Hub-Signature-256": meta.signature(body, secret)})
    assert answer.status_code == 200
    process_batch()
    db.session.expire_all()
    return db.session.scalars(sa.select(WebhookEvent).order_by(WebhookEvent.id.desc())).first()


@pytest.mark.parametrize("secret", ["our own secret", "test_app_secret"])
def test_a_company_and_the_installation_speak_for_its_number(client, companies, secret):
    ours, _other = companies
    event = deliver(client, meta.messages(ours, meta.text("oi")), secret)
    assert event.faults is None
    assert db.session.scalar(sa.select(sa.func.count(Message.id))) == 1
    assert db.session.get(PhoneNumber, ours.id).last_inbound_at is not None


def test_another_company_cannot_speak_for_it(client, companies):
    ours, _other = companies
    event = deliver(client, meta.messages(ours, meta.text("oi")), "their secret")
    assert [fault["code"] for fault in event.faults] == ["foreign_number"]
    assert db.session.scalar(sa.select(sa.func.count(Message.id))) == 0
