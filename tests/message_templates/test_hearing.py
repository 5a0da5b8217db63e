"""What webhooks tell of templates."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from chatapp import clock
from chatapp.extensions import db
from chatapp.inbound.processing import process_batch
from chatapp.message_templates import reasons, syncing
from chatapp.models import MessageTemplate, WebhookEvent
from tests.message_templates.conftest import WABA_ID


@pytest.fixture
def hear(app) -> Callable[..., None]:
    """A webhook about a template arrives, `late` seconds ago by Meta's clock."""

    def heard(field: str, row: MessageTemplate, *, late: int = 0, waba_id: str = WABA_ID, **value: object) -> None:
        named = {"message_template_id": int(row.meta_id), "message_template_name": row.name}
        change = {"field": field, "value": {**named, "message_template_language": row.language, **value}}
        at = int((clock.now() - timedelta(seconds=late)).timestamp())
        body = {"object": "whatsapp_business_account", "entry": [{"id": waba_id, "time": at, "changes": [change]}]}
        db.session.add(WebhookEvent(body=json.dumps(body).encode()))
        db.session.commit()
        process_batch()
        db.session.expire_all()

    return heard


def test_status_and_its_reason(hear, template):
    row = template("greeting", status="PENDING")
    hear("message_template_status_update", row, event="APPROVED", reason="NONE", message_template_category="MARKETING")
    assert (row.status, row.category, row.rejected_reason) == ("APPROVED", "MARKETING", None)
    told = {"reason": "Parameters stand side by side.", "recommendation": "Write between them."}
    hear("message_template_status_update", row, event="REJECTED", reason="INVALID_FORMAT", rejection_info=told)
    assert row.status == "REJECTED"
    assert reasons.read(row.rejected_reason).told == "Parameters stand side by side.\nWrite between them."


@pytest.mark.parametrize(
    ("event", "status"), [("PAUSED", "PAUSED"), ("REINSTATED", "APPROVED"), ("FLAGGED", "APPROVED"), ("NEU", "NEU")]
)
def test_other_events(hear, template, event: str, status: str):
    row = template("greeting")
    hear("message_template_status_update", row, event=event, reason=None)
    assert (row.status, row.deleted_at) == (status, None)


def test_deleted(hear, template):
    row = template("greeting")
    hear("message_template_status_update", row, event="DELETED", reason=None)
    assert row.deleted_at is not None


def test_quality(hear, template):
    row = template("greeting")
    hear("message_template_quality_update", row, previous_quality_score="GREEN", new_quality_score="RED")
    assert row.quality == "RED"


def test_category_announced_and_done(hear, template):
    row = template("greeting")
    due = int(clock.now().timestamp()) + 86400
    correct = {"correct_category": "MARKETING", "category_update_timestamp": due}
    hear("template_category_update", row, new_category="UTILITY", **correct)
    assert (row.category, row.category_change["correct_category"]) == ("UTILITY", "MARKETING")
    hear("template_category_update", row, previous_category="UTILITY", new_category="MARKETING")
    assert row.category == "MARKETING"
    assert row.category_change["previous_category"] == "UTILITY"
    hear("template_correct_category_detection", row, category="MARKETING", correct_category="UTILITY")
    assert row.category_change["correct_category"] == "UTILITY"


def test_components(hear, template):
    row = template("order")
    hear(
        "message_template_components_update",
        row,
        message_template_title="Pedido {{numero}} saiu",
        message_template_element="Oi {{nome}}, é o {{numero}}.",
        message_template_footer="Torra",
        message_template_buttons=[
            {"message_template_button_type": "URL", "message_template_button_text": "Acompanhar",
             "message_template_button_url": "https://loja.example/novo/{{1}}"}
        ],
    )  # fmt: skip
    parts = {part["type"]: part for part in row.components}
    assert [part["type"] for part in row.components] == ["HEADER", "BODY", "FOOTER", "BUTTONS"]
    assert parts["HEADER"]["text"] == "Pedido {{numero}} saiu"
    assert parts["BODY"]["example"] == {
        "body_text_named_params": [{"param_name": "nome", "example": "Ana"}, {"param_name": "numero", "example": "10"}]
    }
    (button,) = parts["BUTTONS"]["buttons"]
    assert (button["url"], button["example"]) == ("https://loja.example/novo/{{1}}", ["https://loja.example/r/9"])


def test_media_headers_stay(hear, template):
    row = template("offer")
    hear("message_template_components_update", row, message_template_element="Só {{1}} hoje, {{2}}.")
    assert [part["type"] for part in row.components] == ["HEADER", "BODY", "LIMITED_TIME_OFFER", "BUTTONS"]
    assert row.components[0]["format"] == "IMAGE"


def test_old_news_changes_nothing(hear, template):
    row = template("greeting", synced_at=clock.now())
    hear("message_template_status_update", row, late=3600, event="PAUSED", reason=None)
    assert row.status == "APPROVED"


def test_only_companies_that_the_signature_speaks_for(hear, template, account):
    row = template("greeting")
    hear("message_template_status_update", row, event="PAUSED", reason=None, waba_id="999")
    assert row.status == "APPROVED"


def test_meta_is_asked_for_the_whole_truth(hear, template, whatsapp, work, account):
    """Webhooks come in any order; what Meta says when asked stands."""
    syncing.sync(account.id, WABA_ID)
    row = db.session.query(MessageTemplate).filter_by(name="retomar_conversa").one()
    hear("message_template_status_update", row, event="PAUSED", reason=None)
    assert row.status == "PAUSED"
    work()
    db.session.expire_all()
    assert row.status == "APPROVED"


def test_a_template_that_we_do_not_know_brings_the_whole_list(hear, template, whatsapp, work, account):
    stranger = MessageTemplate(meta_id="4711", name="x", language="pt_BR")
    hear("message_template_status_update", stranger, event="APPROVED", reason="NONE")
    work()
    assert db.session.query(MessageTemplate).filter_by(account_id=account.id).count() > 5


FIXTURES = Path(__file__).parents[1] / "fixtures" / "webhooks"


@pytest.mark.parametrize("file", sorted(FIXTURES.glob("field_*template*.json")), ids=lambda file: file.stem)
def test_bodies_as_meta_sends_them(number, template, file: Path):
    body = json.loads(file.read_text())
    entry = body["entry"][0]
    change = entry["changes"][0]
    number.waba_id = entry["id"]
    row = template(
        "greeting",
        waba_id=entry["id"],
        meta_id=str(change["value"]["message_template_id"]),
        status="PENDING",
        category="AUTHENTICATION",
    )
    before = (row.status, row.category, row.quality, row.components, row.category_change)
    db.session.add(WebhookEvent(body=file.read_bytes()))
    db.session.commit()
    process_batch()
    db.session.expire_all()
    assert (row.status, row.category, row.quality, row.components, row.category_change) != before
