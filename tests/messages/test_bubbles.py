"""Every kind has a bubble of its own, the same on the page and in a push; nothing that comes can blank a thread."""

import re

import pytest
from flask_babel import force_locale

from chatapp import clock, realtime
from chatapp.conversations import queries as conversations
from chatapp.extensions import db
from chatapp.kinds import REGISTRY
from chatapp.kinds.revoke import Revoke
from chatapp.messages import broadcasts, queries, revisions
from chatapp.messages.bubbles import Bubble
from chatapp.messages.revisions import Change
from chatapp.models import Account, Direction, Media, MediaState, Reaction
from tests import factories
from tests.counting import statements
from tests.kinds.samples import SAMPLES

OPAQUE = "cannot be shown"
FORM = '{"flow_token": "t", "screen_0_Nome_0": "Ana Lima", "dias": ["seg", "ter"]}'
ITEM = {"product_retailer_id": "TENIS-42", "quantity": 2, "item_price": 199.5, "currency": "BRL"}
RECEIVED = {
    "button_reply": {"id": "sim", "title": "Sim, pode vir"},
    "list_reply": {"id": "v60", "title": "V60", "description": "Moagem média"},
    "quick_reply": {"text": "Remarcar", "payload": "r"},
    "form_reply": {"name": "flow", "response_json": FORM},
    "call_permission_reply": {"response": "accept", "expiration_timestamp": 1795435200},
    "product_reply": {"catalog_id": "1", "product_retailer_id": "TENIS-42", "title": "Tênis azul"},
    "order": {"catalog_id": "1", "text": "Para hoje", "product_items": [ITEM]},
    "system": {"type": "user_changed_number", "body": "User A changed", "wa_id": "5511999990000"},
    "edit": {"original_message_id": "w", "message": {"type": "text", "text": {"body": "Corrigido"}}},
    "revoke": {"original_message_id": "w"},
    "call": {"id": "c", "event": "terminate", "direction": "USER_INITIATED", "status": "COMPLETED", "duration": 83},
    "unsupported": {"type": "poll_creation", "errors": [{"code": 131051}]},
    "unknown": {"type": "hologram", "message": {"type": "hologram", "hologram": {}}},
}
#: What a reader has to find on the bubble of the first sample of each kind.
MARKS = {
    "text": ["Bom dia!"],
    "image": ["<img", 'data-opens="image"', "Chegou assim"],
    "video": ['data-opens="video"', "Olha o barulho"],
    "audio": ["<audio", 'type="range"'],
    "voice": ["<audio", 'type="range"', "1×"],
    "document": ["boleto.pdf", "PDF", "download", "Segue"],
    "sticker": ['class="sticker"'],
    "location": ["MASP", "Av. Paulista, 1578", "google.com/maps", "#streets"],
    "contacts": ["Ana Silva", "+55 11 91111-2222", "Start conversation", "Save contact", "Cida"],
    "reaction": ["👍🏽"],
    "buttons": ["Pedido 48213", "Confirma a entrega amanhã?", "Loja Aurora", "Sim, confirmo", "Outro dia"],
    "list": ["Confirma a entrega amanhã?", "Ver opções", "Financeiro", "Segunda via", "Por e-mail ou aqui", "Atraso"],
    "link_button": ["Acompanhar", "https://loja.example/pedidos/48213"],
    "location_request": ["Onde você está?", "Send location"],
    "contact_request": ["Pode nos passar o seu telefone?", "Share contact"],
    "flow": ["Confirma a entrega amanhã?", "Agendar"],
    "product": ["TENIS-42-AZUL", "View"],
    "product_list": ["Pedido 48213", "View items", "Meias", "MEIA-PRETA"],
    "catalog": ["View catalogue", "TENIS-42-AZUL"],
    "carousel": ["As novidades", "azul", "Quero este"],
    "voice_call": ["Ligar agora"],
    "template": ["pedido_enviado", "Ana", "48213", "Template ·"],
    "button_reply": ["Sim, pode vir"],
    "list_reply": ["V60", "Moagem média"],
    "quick_reply": ["Remarcar"],
    "form_reply": ["<table", ">Nome<", "Ana Lima", "seg, ter"],
    "call_permission_reply": ["Allowed calls", "until"],
    "product_reply": ["Tênis azul", "TENIS-42"],
    "order": ["TENIS-42", "R$399.00", "Total", "Para hoje"],
    "system": ["The customer changed their phone number", 'class="line"'],
    "edit": ["Corrigido"],
    "revoke": ["This message was deleted"],
    "call": ["Voice call", "1:23", 'class="line"'],
    "unsupported": ["does not hand", "poll_creation", "/payload"],
    "unknown": [OPAQUE, "hologram", "/payload"],
}


@pytest.fixture
def helena(app):
    number = factories.phone_number(factories.account())
    return factories.conversation(number, factories.contact(number.account, profile_name="Helena Prado"))


@pytest.fixture
def files(helena):
    """The files that the samples name by their ids, all of them here."""
    kinds_by_id = {1: "image", 2: "video", 3: "audio", 4: "voice", 5: "document", 6: "sticker"}
    kinds_by_id |= {11: "image", 12: "video", 13: "document"}
    rows = [Media(id=n, account_id=helena.account_id, kind=kind, state=MediaState.READY, duration=23_000, size=184_000)
            for n, kind in kinds_by_id.items()]  # fmt: skip
    db.session.add_all(rows)
    db.session.commit()
    return rows


def shown(message) -> str:
    (loaded,) = queries.for_display([message.id])
    with force_locale("en"):
        return realtime.fragments.render("messages/_message.html", "en", message=Bubble(loaded))


def thread(conversation) -> list[Bubble]:
    (shown,) = conversations.for_display([conversation.id])
    return Bubble.all(queries.thread(shown).messages)


def said(helena, kind, content, **values) -> str:
    direction = Direction.OUT if REGISTRY[kind].sendable else Direction.IN
    return shown(factories.message(helena, kind=kind, content=content, **{"direction": direction, **values}))


@pytest.mark.parametrize("kind", [pytest.param(kind, marks=pytest.mark.proves(kind, "shown")) for kind in REGISTRY])
def test_every_kind_shows_what_it_says(helena, files, kind):
    html = said(helena, kind, (SAMPLES.get(kind) or [RECEIVED[kind]])[0])
    assert [mark for mark in MARKS[kind] if mark not in html] == []
    assert (OPAQUE in html) == (kind == "unknown")


def test_of_several_people_each_has_their_own_buttons(helena):
    people = [
        {"name": {"formatted_name": n}, "phones": [{"phone": p}]}
        for n, p in (("Ana", "5511911112222"), ("Zé", "552133445566"))
    ]
    html = said(helena, "contacts", {"contacts": people})
    order = [
        html.index(mark) for mark in (">Ana<", 'value="5511911112222"', ">Zé<", 'value="552133445566"', "msg__meta")
    ]
    assert order == sorted(order)
    assert html.count("Save contact") == 2


@pytest.mark.parametrize(
    ("values", "tile"),
    [
        ({"file_name": "tabela.XLSX"}, "XLSX"),
        ({"mime_type": "application/pdf; charset=binary"}, "PDF"),
        ({"mime_type": "application/octet-stream"}, "…"),
        ({}, "…"),
    ],
)
def test_a_document_says_what_it_is(helena, values, tile):
    message = factories.message(helena, kind="document", content={"media": {"id": "7"}})
    row = Media(account_id=helena.account_id, message_id=message.id, kind="document", state=MediaState.READY, **values)
    db.session.add(row)
    db.session.commit()
    assert f'aria-hidden="true">{tile}</span>' in shown(message)


def test_none_of_the_other_samples_falls_back(helena, files):
    others = [(kind, content) for kind, contents in SAMPLES.items() for content in contents[1:]]
    assert [kind for kind, content in others if OPAQUE in said(helena, kind, content)] == []


@pytest.mark.parametrize("content", [{}, {"body": None}, {"contacts": [{}], "sections": [{}], "cards": [{}]}])
def test_odd_content_never_blanks_a_thread(helena, content):
    shown = [kind for kind in REGISTRY if kind != "reaction"]
    for kind in shown:
        factories.message(helena, kind=kind, content=content)
    html = [str(realtime.fragments.render("messages/_message.html", "en", message=bubble)) for bubble in thread(helena)]
    assert [one for one in html if not re.search(r'data-message="\d+"', one)] == []
    assert len(html) == len(shown)


def test_a_partial_that_breaks_becomes_a_placeholder(app, helena, monkeypatch):
    monkeypatch.setitem(app.jinja_env.globals, "attachment", lambda *_args: 1 / 0)
    html = said(helena, "image", SAMPLES["image"][0])
    assert OPAQUE in html
    assert 'data-kind="image"' in html
    assert "Bom dia!" in said(helena, "text", SAMPLES["text"][0])


def test_a_kind_without_a_partial_becomes_a_placeholder(helena, monkeypatch):
    monkeypatch.setattr(REGISTRY["text"], "name", "hologram")
    assert OPAQUE in said(helena, "text", {"body": "Bom dia!"})


STATES = [
    (MediaState.PENDING, None, "Downloading"),
    (MediaState.PULLING, None, "Downloading"),
    (MediaState.CONVERTING, None, "Preparing… 40 %"),
    (MediaState.FAILED, "gone", "no longer has this file"),
]


@pytest.mark.parametrize(("state", "error", "words"), STATES)
def test_a_file_that_is_not_here_says_so(helena, state, error, words):
    for kind in ("image", "video", "voice", "audio", "document", "sticker"):
        message = factories.message(helena, kind=kind, content={"media": {"id": "7", "mime_type": "image/jpeg"}})
        values = {"kind": kind, "state": state, "error": error, "progress": 40, "meta_id": "7"}
        row = Media(account_id=helena.account_id, message_id=message.id, **values)
        db.session.add(row)
        db.session.commit()
        html = shown(message)
        assert words in html, kind
        assert (f"/media/{row.id}/pull" in html) == (state is MediaState.FAILED), kind
        assert "src=" not in html, kind


def test_files_of_another_company_are_not_shown(helena):
    foreign = Media(account_id=factories.account().id, kind="image", state=MediaState.READY)
    db.session.add(foreign)
    db.session.commit()
    html = said(helena, "image", {"media_id": foreign.id})
    assert "not available" in html
    assert f"/media/{foreign.id}" not in html


def test_reactions_are_counted_and_named(helena):
    message, owner = factories.message(helena), db.session.get(Account, helena.account_id)
    marina, diego = (factories.user(owner, name=name) for name in ("Marina", "Diego"))
    customer = f"contact:{helena.contact_id}"
    given = [("👍", customer), ("❤️", f"user:{marina.id}"), ("👍", f"user:{diego.id}"), (None, "number:1")]
    for emoji, reactor in given:
        db.session.add(
            Reaction(
                account_id=helena.account_id,
                number_id=helena.number_id,
                message_id=message.id,
                target_wamid=message.wamid,
                reactor=reactor,
                emoji=emoji,
                reacted_at=message.sent_at,
            )
        )
    db.session.commit()
    (loaded,) = queries.for_display([message.id])
    chips = Bubble(loaded).reactions
    assert [(chip.emoji, chip.count, chip.names) for chip in chips] == [
        ("👍", 2, "Helena Prado, Diego"),
        ("❤️", 1, "Marina"),
    ]
    assert f'data-reactors="{customer} user:{diego.id}"' in shown(message)


def test_where_it_comes_from_stands_above(helena):
    ad = {"source_type": "ad", "source_url": "https://fb.me/x", "headline": "Cold brew", "body": "15% off"}
    html = said(helena, "text", {"body": "Oi", "referral": ad, "forwarded_often": True})
    assert all(words in html for words in ("https://fb.me/x", "Cold brew", "15% off", "Forwarded many times"))
    assert html.index("Cold brew") < html.index(">Oi<")


def test_an_edit_is_marked_and_what_was_said_before_is_asked_for(helena):
    message = factories.message(helena, content={"body": "Corrigido", "edited_at": "2026-11-23T10:00:00+00:00"})
    html = shown(message)
    assert ">edited<" in html
    assert f'hx-get="/messages/{message.id}/revisions"' in html
    assert "revisions" not in shown(factories.message(helena, "Como foi escrito"))


def test_what_was_deleted_says_so_and_nothing_else(helena):
    message = factories.message(helena, kind="image", content=SAMPLES["image"][0])
    revisions.apply(message, Change("wamid.D", clock.now(), Revoke({"original_message_id": message.wamid})))
    db.session.commit()
    html = shown(message)
    assert "This message was deleted" in html
    assert "Chegou assim" not in html
    assert f"/messages/{message.id}/revisions" in html


def test_a_link_of_an_ad_goes_nowhere_unless_it_is_a_web_address(helena):
    ad = {"source_type": "ad", "source_url": "javascript:alert(1)", "headline": "Cold brew"}
    assert "javascript:" not in said(helena, "text", {"body": "Oi", "referral": ad})


def test_a_quoted_picture_is_seen_in_the_quote(helena, files):
    asked = factories.message(helena, kind="image", content={"media_id": 1}, direction=Direction.OUT)
    answer = factories.message(helena, "Esse!", quoted_id=asked.id, quoted_wamid=asked.wamid)
    assert re.search(r'class="quote"[^>]*><img src="/media/1/original', shown(answer))


def test_page_and_push_show_the_same(helena, files):
    messages = [
        factories.message(helena, kind=kind, content=SAMPLES[kind][0], direction=Direction.OUT) for kind in SAMPLES
    ]
    loaded = queries.for_display([message.id for message in messages])
    for together, message in zip(Bubble.all(loaded), loaded, strict=True):
        page = realtime.fragments.render("messages/_message.html", "en", message=together)
        assert page.strip() in broadcasts.bubble(message, "en")


@pytest.mark.parametrize("many", [3, 12])
def test_the_number_of_queries_does_not_grow(helena, files, many):
    for n in range(many):
        factories.message(helena, kind="image", content={"media_id": 1 + n % 6}, direction=Direction.OUT)
        message = factories.message(helena, kind="voice", content={"media": {"id": str(n)}})
        db.session.add(Media(id=100 + n, account_id=helena.account_id, message_id=message.id, kind="voice"))
    db.session.commit()
    with statements() as asked:
        bubbles = thread(helena)
        assert all(OPAQUE not in str(bubble.body) for bubble in bubbles)
    assert len(bubbles) == 2 * many
    assert len([sql for sql in asked if "FROM media" in sql]) == 1
