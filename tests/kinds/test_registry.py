"""Every kind: a webhook body of its own, a preview, and a round trip through storage."""

import dataclasses
import json
from collections.abc import Iterable

import orjson
import pytest

from chatapp import kinds
from chatapp.kinds import REGISTRY, NotSendable, Preview
from chatapp.whatsapp.webhook import parse
from tests.whatsapp import webhooks

PREVIEWS = {
    "text": Preview(None, "Text", "Bom dia! O pedido 48213 já saiu para entrega?"),
    "image": Preview("image", "Photo", "Chegou com a caixa amassada"),
    "video": Preview("video", "Video", "Olha o barulho que faz"),
    "audio": Preview("mic", "Audio"),
    "voice": Preview("mic", "Voice message"),
    "document": Preview("file-text", "Document", "comprovante-pix.pdf"),
    "sticker": Preview("sticker", "Sticker"),
    "location": Preview("map-pin", "Location", "MASP"),
    "contacts": Preview("contact", "Contact", "Oficina do Zé"),
    "button_reply": Preview("list", "Button reply", "Sim, confirmo"),
    "list_reply": Preview("list", "List reply", "Segunda via"),
    "form_reply": Preview("list", "Form answer"),
    "call_permission_reply": Preview("phone", "Allowed calls"),
    "product_reply": Preview("shopping-cart", "Product", "Tênis azul 42"),
    "quick_reply": Preview("list", "Button reply", "Quero remarcar"),
    "buttons": Preview("list", "Buttons", "Confirma a entrega amanhã, das 8h às 12h?"),
    "list": Preview("list", "List", "Em que podemos ajudar?"),
    "link_button": Preview("list", "Link button", "Acompanhe o seu pedido"),
    "location_request": Preview("map-pin", "Location request", "Onde você está? Assim achamos a loja mais perto."),
    "contact_request": Preview("contact", "Contact request", "Pode nos passar o seu telefone?"),
    "flow": Preview("list", "Form", "Escolha o melhor horário"),
    "product": Preview("shopping-cart", "Product", "É este aqui!"),
    "product_list": Preview("shopping-cart", "Products", "Escolhemos estes para você"),
    "catalog": Preview("shopping-cart", "Catalogue", "Veja tudo o que temos"),
    "carousel": Preview("image", "Carousel", "As novidades da semana"),
    "voice_call": Preview("phone", "Call button", "Prefere falar com a gente?"),
    "template": Preview("message-square-text", "Template", "pedido_enviado"),
    "reaction": Preview("smile", "Reaction", "❤️"),
    "order": Preview("shopping-cart", "Order", "Pode embrulhar para presente?"),
    "system": Preview("info", "System message", "Something new happened"),
    "edit": Preview("pencil", "Edited message", "O pedido é o 48231, não 48213"),
    "revoke": Preview("ban", "Deleted message"),
    "call": Preview("phone", "Call"),
    "unsupported": Preview("circle-help", "Unsupported message"),
    "unknown": Preview("circle-help", "Unknown message"),
}


def received(name: str) -> kinds.Kind:
    value = webhooks.value(name)
    if "calls" in value:
        return REGISTRY["call"].from_webhook(value["calls"][0])
    return kinds.read((value.get("messages") or value["message_echoes"])[0])


def proving(cell: str, names: Iterable[str] = REGISTRY):
    """Each of these kinds, as the proof of a cell of docs/kinds.md."""
    return pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.proves(name, cell)) for name in names])


def test_every_kind_has_a_webhook_body_and_a_preview():
    assert set(PREVIEWS) == set(REGISTRY)
    assert set(REGISTRY) <= set(webhooks.names())


@proving("received")
def test_the_body_named_like_a_kind_is_read_as_that_kind(name):
    kind = received(name)
    assert type(kind) is REGISTRY[name]
    assert kind.name == name
    assert dataclasses.is_dataclass(kind)
    assert kind.__dataclass_params__.frozen


@pytest.mark.parametrize("name", REGISTRY)
def test_preview(name):
    assert received(name).preview == PREVIEWS[name]


@proving("JSON")
def test_survives_storage_as_json(name):
    kind = received(name)
    assert kinds.restore(name, orjson.loads(orjson.dumps(kind.to_stored()))) == kind


@proving("quoted", [name for name, kind in REGISTRY.items() if kind.can_quote and not kind.sendable])
def test_an_answer_of_the_customer_tells_what_it_answers(name):
    body = json.loads(webhooks.body(name))
    body["entry"][0]["changes"][0]["value"]["messages"][0]["context"] = {"from": "551140028922", "id": "wamid.OURS"}
    [fact] = parse(json.dumps(body).encode())
    assert fact.kind.name == name
    assert fact.quoted_wamid == "wamid.OURS"


@pytest.mark.parametrize("name", [name for name, kind in REGISTRY.items() if not kind.sendable])
def test_what_is_only_received_does_not_speak_to_graph(name):
    with pytest.raises(NotSendable):
        received(name).to_graph()


def test_names_and_wires_are_unique():
    assert [kind.name for kind in REGISTRY.values()] == list(REGISTRY)
    assert len({kind.wire for kind in REGISTRY.values()}) == len(REGISTRY)


def test_what_opens_the_service_window():
    closed = {name for name, kind in REGISTRY.items() if not kind.opens_window}
    assert closed == {"reaction", "system", "unsupported", "edit", "revoke"}


@pytest.mark.parametrize(
    "message",
    [
        {"type": "interactive", "interactive": {"type": "not_yet_invented", "not_yet_invented": {}}},
        {"type": "interactive", "interactive": {"type": "list", "action": {"button": "Ver"}}},
        {"type": "interactive", "interactive": {"type": "button", "action": {"buttons": [7]}}},
        {"type": "template", "template": {"name": "a", "language": {}}},
        {"type": "image", "image": "not an object"},
        {"type": "contacts", "contacts": {}},
        {"type": "text", "text": {"body": 7}},
        {"type": "reaction", "reaction": {"emoji": "👍"}},
        {"type": ["text"]},
        {"type": None},
        {},
    ],
)
def test_content_that_cannot_be_read_is_kept_whole_as_unknown(message):
    kind = kinds.read(message)
    assert kind.name == "unknown"
    assert kind.content == message
    assert kinds.restore("unknown", kind.to_stored()) == kind


def test_a_row_that_cannot_be_restored_becomes_unknown():
    assert kinds.restore("text", {"subject": "?"}).content == {"subject": "?"}
    assert kinds.restore("a kind of next year", {"a": 1}).name == "unknown"


@pytest.mark.parametrize(
    ("name", "content"),
    [("contacts", {"contacts": []}), ("contacts", {"contacts": [{"name": None}]}), ("image", {"caption": 3})],
)
def test_preview_of_odd_content_is_the_label(name, content):
    preview = kinds.restore(name, content).preview
    assert preview == Preview(REGISTRY[name].icon, REGISTRY[name].label)
