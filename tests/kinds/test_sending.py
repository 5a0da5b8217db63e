"""Everything that can be sent: what goes to Meta, what is stored, and what comes back as an echo."""

import orjson
import pytest

from chatapp import kinds
from chatapp.kinds import REGISTRY, FieldError
from chatapp.whatsapp import envelope
from tests.kinds.samples import ALL, IDS, META_IDS, SAMPLES, SENDABLE
from tests.meta_rules import violations

EVERY_SAMPLE = pytest.mark.parametrize(("name", "content"), ALL, ids=IDS)


def proving(cell: str):
    """Every kind that can be sent, as the proof of a cell of docs/kinds.md."""
    return pytest.mark.parametrize(
        "name", [pytest.param(name, marks=pytest.mark.proves(name, cell)) for name in SENDABLE]
    )


def test_there_is_an_example_of_every_kind_that_can_be_sent():
    assert set(SAMPLES) == set(SENDABLE)


@proving("sent")
def test_meta_takes_it(name):
    for content in SAMPLES[name]:
        kind = kinds.compose(name, content)
        assert kind.check() == []
        payload = envelope.message(kind, wa_id="5511988772841", callback_data="7c1d", meta_ids=META_IDS)
        assert violations(payload) == []


@proving("quoted")
def test_it_can_answer_a_message(name):
    kind = kinds.compose(name, SAMPLES[name][0])
    payload = envelope.message(kind, bsuid="BR.7301946625518840", quoted="wamid.IN1", meta_ids=META_IDS)
    assert payload.get("context") == ({"message_id": "wamid.IN1"} if kind.can_quote else None)
    assert violations(payload) == []


@proving("JSON")
def test_what_is_stored_is_what_was_asked_for(name):
    for content in SAMPLES[name]:
        kind = kinds.compose(name, content)
        stored = orjson.loads(orjson.dumps(kind.to_stored()))
        assert kinds.restore(name, stored) == kind
        assert kinds.compose(name, stored) == kind
        assert kind.to_stored() == stored


@EVERY_SAMPLE
def test_it_comes_back_as_an_echo(name, content):
    kind = kinds.compose(name, content)
    heard = kinds.read(kind.to_graph(META_IDS))
    assert type(heard) is type(kind)
    assert heard.media_ids == []
    assert [file.media["id"] for file in heard.files] == [META_IDS[media_id] for media_id in kind.media_ids]
    assert heard.with_files(kind.media_ids).to_graph(META_IDS) == _without_preview(kind.to_graph(META_IDS))


def _without_preview(payload):
    """Meta does not tell whether a link was shown as a card."""
    return payload if payload["type"] != "text" else payload | {"text": payload["text"] | {"preview_url": False}}


@EVERY_SAMPLE
def test_the_files_it_needs(name, content):
    kind = kinds.compose(name, content)
    assert len(kind.files) == len(kind.media_ids) == orjson.dumps(content).count(b"media_id")
    if kind.files:
        with pytest.raises(KeyError):
            kind.to_graph({})


@EVERY_SAMPLE
def test_words_are_among_what_is_searched(name, content):
    kind = kinds.compose(name, content)
    if name not in ("reaction", "template"):
        assert (kind.words or "") in kind.plain
    assert kind.preview.label


def test_what_can_be_tapped_is_searched_too():
    plain = kinds.compose("list", SAMPLES["list"][0]).plain.splitlines()
    assert {"Pedido 48213", "Loja Aurora", "Ver opções", "Segunda via", "Por e-mail ou aqui", "Pedidos"} <= set(plain)


@pytest.mark.parametrize(
    "name", [name for name, kind in REGISTRY.items() if not kind.sendable] + ["fax", None, ["text"]]
)
def test_what_is_only_received_cannot_be_composed(name):
    kind = kinds.compose(name, {"body": "oi"})
    assert kind.check() == [FieldError("kind", "bad_choice")]


def test_a_received_file_can_be_sent_on_with_our_copy_of_it():
    heard = kinds.read({"type": "document", "document": {"id": "77", "filename": "nota.pdf", "caption": "Segue"}})
    assert heard.check() == [FieldError("media_id", "no_file")]
    ours = heard.with_files([5])
    assert ours.check() == []
    assert ours.to_stored() == {"media_id": 5, "filename": "nota.pdf", "caption": "Segue"}


def test_received_cards_are_sent_on_without_what_only_whatsapp_writes():
    heard = kinds.read(
        {
            "type": "contacts",
            "contacts": [{"name": {"formatted_name": "Zé"}, "vcard": "BEGIN:VCARD", "origin": "other"}],
        }
    )
    assert heard.to_graph()["contacts"] == [{"name": {"formatted_name": "Zé", "first_name": "Zé"}}]


def test_degrees_are_text_without_exponents():
    point = kinds.compose("location", {"latitude": 0.0000001, "longitude": -180}).to_graph()["location"]
    assert point == {"latitude": "0.0000001", "longitude": "-180"}


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ({"body": "https://a.example"}, True),
        ({"body": "https://a.example", "preview_url": False}, False),
        ({"body": "https://a.example", "preview_url": "off"}, False),
        ({"body": "https://a.example", "preview_url": "on"}, True),
        ({"body": "sem link", "preview_url": True}, False),
    ],
)
def test_the_switch_of_the_link_s_preview(content, wanted):
    assert kinds.compose("text", content).preview_url is wanted


def test_what_the_customer_sees_of_a_template_is_ours_to_say():
    kind = kinds.compose("template", {"name": "ola", "language": "pt_BR", "shown": {"body": "Você ganhou!"}})
    assert kind.shown is None
    shown = {"body": "Olá, Ana", "buttons": [{"type": "URL", "text": "Ver", "url": "https://a.example"}]}
    stored = kinds.restore("template", {"name": "ola", "language": "pt_BR", "shown": shown})
    assert stored.words == "Olá, Ana"
    assert stored.plain == "Olá, Ana\nVer"
    assert kinds.restore("template", stored.to_stored()) == stored
