"""Files can be sent by forms alone: chosen, made ready, sent."""

from io import BytesIO

import pytest

from chatapp.extensions import db
from chatapp.models import Media, MediaState, Message
from tests import factories


@pytest.fixture
def brought(desk, conversation) -> Media:
    form = {"kind": "document", "file": (BytesIO(b"%PDF-1.7 prices"), "preços.pdf")}
    answer = desk.post(f"{conversation.path}/compose/files", **form)
    media = db.session.query(Media).one()
    assert answer.status_code == 303
    assert answer.location == f"{conversation.path}/compose/files?upload={media.id}"
    return media


def test_it_is_watched_until_it_is_ready_and_then_sent(desk, conversation, brought, client_id):
    page = f"{conversation.path}/compose/files?upload={brought.id}"
    assert 'http-equiv="refresh"' in desk.get(page).text
    brought.state = MediaState.READY
    db.session.commit()
    ready = desk.get(page).text
    assert 'http-equiv="refresh"' not in ready
    assert f'name="media_id" value="{brought.id}"' in ready
    form = {"kind": "document", "media_id": brought.id, "filename": "preços.pdf", "caption": "Nossos preços"}
    assert desk.post(f"{conversation.path}/messages", client_id=client_id, **form).status_code == 303
    db.session.rollback()
    (message,) = db.session.query(Message)
    assert message.content == {"media_id": brought.id, "filename": "preços.pdf", "caption": "Nossos preços"}


def test_a_refused_file_says_why_and_another_can_be_chosen(desk, conversation, brought):
    brought.state, brought.error = MediaState.REFUSED, "unreadable"
    db.session.commit()
    page = desk.get(f"{conversation.path}/compose/files?upload={brought.id}").text
    assert "damaged" in page
    assert 'type="file"' in page


def test_no_file_is_no_upload(desk, conversation):
    assert desk.post(f"{conversation.path}/compose/files", kind="image").status_code == 422
    assert db.session.query(Media).count() == 0


def test_somebody_elses_upload_is_not_shown(app, desk, conversation, brought, marina):
    diego = factories.user(marina.account, role="SUPERVISOR")
    other = type(desk)(app).sign_in(diego)
    assert other.get(f"{conversation.path}/compose/files?upload={brought.id}").status_code == 404
