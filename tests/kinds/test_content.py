"""Details of single kinds that the registry's tests do not see."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from chatapp import kinds
from chatapp.kinds import REGISTRY, Preview, Reaction, Referral
from tests.whatsapp import webhooks


def received(name: str) -> kinds.Kind:
    return kinds.read(webhooks.value(name)["messages"][0])


@pytest.mark.parametrize("name", ["reaction_removed", "reaction_removed_empty"])
def test_a_reaction_is_removed_by_no_emoji_and_by_an_empty_one(name):
    kind = received(name)
    assert isinstance(kind, Reaction)
    assert kind.emoji is None
    assert kind.target == received("reaction").target


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("form_reply_without_token", "form_reply"),
        ("form_reply_address", "form_reply"),
        ("quick_reply_without_context", "quick_reply"),
        ("image_without_url", "image"),
        ("unknown_ephemeral", "unknown"),
        ("interactive_without_content", "unsupported"),
        ("unsupported_unavailable", "unsupported"),
    ],
)
def test_variants_keep_their_kind(name, kind):
    assert received(name).name == kind


def test_previews_fall_back_from_words_to_label():
    assert received("document_without_name").preview == Preview("file-text", "Document")
    assert received("location_own").preview == Preview("map-pin", "Location")
    assert received("contacts_without_name").preview == Preview("contact", "Contact", "+55 41 99123-4567")
    assert received("call_permission_reply_no").preview == Preview("phone", "Did not allow calls")


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("system_number_changed", "The customer changed their phone number"),
        ("system_number_changed_old_name", "The customer changed their phone number"),
        ("system_user_id_changed", "The customer's WhatsApp identifier changed"),
        ("system_identity_changed", "The customer's security code changed"),
    ],
)
def test_system_lines_speak_in_our_words(name, label):
    assert received(name).preview == Preview("info", label)


def test_content_is_kept_as_meta_sent_it():
    message = webhooks.value("image")["messages"][0]
    file = {key: value for key, value in message["image"].items() if key != "caption"}
    assert kinds.read(message).to_stored() == {"media": file, "caption": message["image"]["caption"]}
    assert received("contacts_requested").content["origin"] == "contact_request"
    assert received("system_identity_changed").content["identity"]["hash"] == "b64Zk3"
    assert received("unsupported_with_type").content["type"] == "poll_creation"
    assert received("unsupported").content["errors"][0]["code"] == 131051


@pytest.mark.parametrize("name", ["image", "video", "audio", "voice", "document", "sticker"])
def test_files_that_were_stored_as_meta_s_own_object_are_still_read(name):
    message = webhooks.value(name)["messages"][0]
    assert kinds.restore(name, message[message["type"]]) == kinds.read(message)


def test_what_stands_next_to_a_kind_does_not_disturb_it():
    message = webhooks.value("unknown")["messages"][0]
    kind = kinds.read(message)
    assert kinds.restore("unknown", kind.to_stored() | {"forwarded": True}) == kind


def test_answers_to_questions():
    assert (received("button_reply").id, received("button_reply").title) == ("confirmar", "Sim, confirmo")
    row = received("list_reply")
    assert (row.title, row.description) == ("Segunda via", row.content["description"])
    assert row.plain == f"{row.title}\n{row.description}"
    assert received("quick_reply").payload == "remarcar:311"
    assert received("product_reply").product_id == "TENIS-42-AZUL"
    allowed = received("call_permission_reply")
    assert allowed.allowed
    assert not received("call_permission_reply_no").allowed


def test_a_filled_in_form():
    form = received("form_reply")
    assert form.answers == (("dia", "2026-12-01"), ("turno", "manhã"))
    assert form.token == "agenda-311"
    assert received("form_reply_without_token").token is None
    assert received("form_reply_address").answers == (("address", "Rua das Flores, 10"), ("city", "Curitiba"))
    assert form.plain == "2026-12-01\nmanhã"


@pytest.mark.parametrize(
    ("response", "answers"),
    [
        ('{"cores": ["azul", "verde"], "nota": 4.5, "vip": true, "obs": null}',
         (("cores", "azul, verde"), ("nota", "4.5"), ("vip", "true"), ("obs", ""))),
        ({"a": "b"}, (("a", "b"),)),
        ("{não é json", ()),
        ("[" * 100_000, ()),
        ("[1, 2]", ()),
        (None, ()),
    ],
)  # fmt: skip
def test_answers_of_odd_forms(response, answers):
    assert kinds.restore("form_reply", {"response_json": response}).answers == answers


def test_an_order_adds_up_by_currency():
    order = received("order")
    assert order.totals == {"BRL": Decimal("359.6")}
    assert [str(item.subtotal) for item in order.items] == ["299.9", "59.7"]
    assert order.plain.splitlines() == ["Pode embrulhar para presente?", "TENIS-42-AZUL", "MEIA-BRANCA"]
    mixed = {"product_items": [
        {"quantity": "2", "item_price": "10.50", "currency": "BRL"},
        {"quantity": 1, "item_price": 3, "currency": "USD"},
        {"quantity": "muitos", "item_price": 1, "currency": "USD"},
        {"quantity": 1, "item_price": float("nan"), "currency": "USD"},
        "nada",
    ]}  # fmt: skip
    assert kinds.restore("order", mixed).totals == {"BRL": Decimal("21.00"), "USD": Decimal(3), "": Decimal()}


def test_contact_cards():
    ze, cida = received("contacts").cards
    assert ze.name == "Oficina do Zé"
    assert ze.phones[0] == ("+55 21 97654-3210", "WORK", "5521976543210")
    assert ze.emails == ("ze@oficina.example",)
    assert ze.organization == "Oficina do Zé"
    assert cida.phones[0].wa_id is None
    assert received("contacts_requested").was_requested
    assert not received("contacts").was_requested
    on_the_card = {"contacts": [{"origin": "contact_request"}]}
    assert kinds.restore("contacts", on_the_card).was_requested
    assert received("contacts_without_name").cards[0].title == "+55 41 99123-4567"


@pytest.mark.parametrize(
    ("card", "name", "title"),
    [
        ({"name": {"first_name": "Zé", "last_name": "Silva"}}, "Zé Silva", "Zé Silva"),
        ({"org": {"company": "Oficina"}}, "Oficina", "Oficina"),
        ({"name": "Zé", "emails": [{"email": "ze@a.example"}]}, None, "ze@a.example"),
        ({"phones": [{"wa_id": "5511"}, 7, {"type": "HOME"}]}, None, "5511"),
        ({"phones": {}, "emails": 3}, None, None),
    ],
)
def test_names_of_cards_that_lack_some(card, name, title):
    [read] = kinds.restore("contacts", {"contacts": [card]}).cards
    assert (read.name, read.title) == (name, title)


def test_a_place():
    place = received("location")
    assert (place.latitude, place.longitude, place.title) == (-23.561414, -46.655881, "MASP")
    assert place.plain == "MASP\nAv. Paulista, 1578, São Paulo"
    assert received("location_own").title is None


def call(**content: object) -> kinds.Kind:
    return REGISTRY["call"].from_webhook({"event": "terminate", "direction": "USER_INITIATED", **content})


@pytest.mark.parametrize(
    ("kind", "outcome", "duration", "label"),
    [
        (call(event="connect"), "running", None, "Call"),
        (call(status="COMPLETED", start_time="1795430705", duration=95), "answered", 95, "Voice call"),
        (call(status="COMPLETED"), "missed", None, "Missed call"),
        (call(status="FAILED", start_time="1795430705"), "missed", None, "Missed call"),
        (call(status="FAILED", direction="BUSINESS_INITIATED"), "unanswered", None, "Call not answered"),
        (call(duration=True), "missed", None, "Missed call"),
    ],
)
def test_calls(kind, outcome, duration, label):
    assert (kind.outcome, kind.duration, kind.preview.label) == (outcome, duration, label)


def test_corrections():
    edit = received("edit")
    assert edit.target.startswith("wamid.")
    assert edit.inner.body == "O pedido é o 48231, não 48213"
    assert received("edit_caption").inner.words == "Caixa amassada e molhada"
    assert received("revoke").target == edit.target
    assert kinds.restore("edit", {"message": 7}).inner.name == "unknown"


def test_why_a_message_cannot_be_seen():
    unsupported = received("unsupported_with_type")
    assert unsupported.type == "poll_creation"
    assert unsupported.reason == (131051, "Message type unknown", "Message type is currently not supported.")
    assert kinds.restore("unsupported", {"errors": ["?"]}).reason == (None, None, None)
    assert kinds.restore("unsupported", {}).reason is None


def test_when_a_permission_ends():
    ends = {"response": "accept", "expiration_timestamp": 1795430400}
    assert kinds.restore("call_permission_reply", ends).expires_at == datetime(2026, 11, 23, 10, 40, tzinfo=UTC)
    for odd in (None, True, "amanhã", 1e300, []):
        assert kinds.restore("call_permission_reply", {"expiration_timestamp": odd}).expires_at is None


def test_the_ad_that_a_message_came_from():
    message = webhooks.value("text_from_ad")["messages"][0]
    ad = Referral.read({"body": "Oi", "referral": message["referral"]})
    assert (ad.source, ad.headline, ad.body) == ("ad", "Tênis com 30% de desconto", "Só até domingo")
    assert ad.picture_url == "https://scontent.example/tenis.jpg"
    assert ad.welcome == "Como podemos ajudar?"
    assert Referral.read({"body": "Oi"}) is None
    assert Referral.read({"referral": {"source_url": "javascript:alert(1)"}}).source_url is None
