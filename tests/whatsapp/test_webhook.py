"""What webhooks do that no documentation shows."""

import itertools
import json
from datetime import UTC, datetime

import orjson
import pytest

from chatapp.whatsapp.facts import InboundMessage, Malformed, StatusUpdate
from chatapp.whatsapp.webhook import UnreadableBody, parse
from tests.whatsapp import webhooks


def only(body: bytes):
    (fact,) = parse(body)
    return fact


def test_every_part_of_a_batch_is_read_and_the_broken_ones_harm_no_sibling():
    facts = parse(webhooks.body("batch_with_broken_parts"))
    assert [(type(fact).__name__, fact.path) for fact in facts] == [
        ("InboundMessage", "entry[0].changes[0].messages[0]"),
        ("Malformed", "entry[0].changes[0].messages[1]"),
        ("Malformed", "entry[0].changes[0].messages[2]"),
        ("InboundMessage", "entry[0].changes[0].messages[3]"),
        ("StatusUpdate", "entry[0].changes[0].statuses[0]"),
        ("Malformed", "entry[0].changes[0].statuses[1]"),
        ("StatusUpdate", "entry[0].changes[0].statuses[2]"),
        ("Malformed", "entry[0].changes[1]"),
        ("InboundMessage", "entry[1].changes[0].messages[0]"),
    ]


def test_a_batch_gives_each_message_its_own_person_and_number():
    facts = [fact for fact in parse(webhooks.body("batch_with_broken_parts")) if isinstance(fact, InboundMessage)]
    assert [(fact.kind.body, fact.customer.profile_name) for fact in facts] == [
        ("um", "Ana Beatriz Moreira"),
        ("dois", "João Pedro Lacerda"),
        ("três", "Lia"),
    ]
    assert [fact.phone_number_id for fact in facts] == ["402917735561208", "402917735561208", "511833940027765"]


def test_what_is_malformed_says_why_and_keeps_what_came():
    broken = [fact for fact in parse(webhooks.body("batch_with_broken_parts")) if isinstance(fact, Malformed)]
    assert [fact.reason for fact in broken] == [
        "timestamp is not a time: None",
        "is not an object",
        "unknown status 'warning'",
        "has no field with a value",
    ]
    assert broken[0].raw["id"] == "wamid.NOTIME"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": None}, "id is missing"),
        ({"id": ""}, "id is missing"),
        ({"timestamp": "soon"}, "timestamp is not a time: 'soon'"),
        ({"timestamp": 10**18}, f"timestamp is not a time: {10**18}"),
        ({"from": None, "from_user_id": None}, "nobody is named: neither phone nor BSUID"),
        ({"type": "edit", "edit": {"message": {}}}, "edit.original_message_id is missing"),
        ({"type": "edit", "edit": {"original_message_id": "wamid.1"}}, "edit.message is missing"),
        ({"type": "revoke"}, "revoke.original_message_id is missing"),
        ({"type": "reaction", "reaction": "👍"}, "reaction.message_id is missing"),
        ({"type": "system", "system": {"type": "user_changed_number"}}, "system names no new identity"),
    ],
)
def test_a_message_that_cannot_be_placed_is_malformed(change, reason):
    fact = only(webhooks.with_message(**change))
    assert isinstance(fact, Malformed)
    assert fact.reason == reason


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"object": "page", "entry": []},
        {"object": "whatsapp_business_account"},
        {"object": "whatsapp_business_account", "entry": {}},
        {"object": "whatsapp_business_account", "entry": [None]},
        {"object": "whatsapp_business_account", "entry": [{}]},
        {"object": "whatsapp_business_account", "entry": [{"changes": [7]}]},
        {"object": "whatsapp_business_account", "entry": [{"changes": [{"field": "messages"}]}]},
        {"object": "whatsapp_business_account", "entry": [{"changes": [{"value": {}}]}]},
        {"entry": [{"changes": [{"field": "messages", "value": {"messages": {}}}]}]},
        {"entry": [{"changes": [{"field": "messages", "value": {"messages": [{}], "metadata": []}}]}]},
    ],
)
def test_an_envelope_that_is_not_as_documented_is_malformed(body):
    assert isinstance(only(orjson.dumps(body)), Malformed)


@pytest.mark.parametrize("body", [b"", b"oi", b"{", b"[]", b"7", b"null", b'"text"', b"\xff\xfe", b"[" * 5000, b"NaN"])
def test_what_is_no_json_object_is_one_clear_error(body):
    with pytest.raises(UnreadableBody, match="body is not"):
        parse(body)


def test_an_empty_body_of_meta_s_has_no_facts():
    assert parse(b'{"object":"whatsapp_business_account","entry":[]}') == []


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (rb"a\u0000b", "a\ufffdb"),
        (rb"\u0000\u0000", "\ufffd\ufffd"),
        (rb"meio \ud83d emoji", "meio \ufffd emoji"),
        (rb"meio \ude00 emoji", "meio \ufffd emoji"),
        (rb"\ud83d\ud83d\ude00", "\ufffd\U0001f600"),
        (rb"\\u0000 e \\ud83d", r"\u0000 e \ud83d"),
        (rb"\\\u0000", "\\\ufffd"),
        (rb"ol\u00e1 \ud83d\ude00\u0000", "olá \U0001f600\ufffd"),
        (b"byte quebrado \xc3 aqui", "byte quebrado \ufffd aqui"),
    ],
)
def test_broken_characters_cost_themselves_and_nothing_else(written, read):
    body = webhooks.with_message(text={"body": "MARK"}).replace(b"MARK", written)
    assert only(body).kind.body == read


def test_mending_leaves_whole_characters_alone():
    text = "".join(map(chr, itertools.chain(range(1, 0xD800, 7), range(0xE000, 0x10FFFF, 997)))) + '"\\/\n'
    body = webhooks.with_message(text={"body": text + "MARK"}).replace(b"MARK", rb"\u0000")
    assert only(body).kind.body == text + "\ufffd"


def test_ids_may_be_numbers_and_times_too():
    fact = only(webhooks.with_message(**{"from": 5511988772841, "timestamp": 1795430400}))
    assert fact.customer.wa_id == "5511988772841"
    assert fact.sent_at == datetime.fromtimestamp(1795430400, UTC)


def test_a_contact_named_with_the_other_form_of_the_phone_is_the_same_person():
    fact = only(webhooks.with_message(**{"from": "551188772841", "from_user_id": None}))
    assert fact.customer.wa_id == "551188772841"
    assert fact.customer.bsuid == "BR.7301946625518840"
    assert fact.customer.profile_name == "Ana Beatriz Moreira"


def test_a_contact_block_about_somebody_else_gives_nothing():
    fact = only(webhooks.with_message(**{"from": "5521900000000", "from_user_id": "BR.1"}))
    assert (fact.customer.wa_id, fact.customer.bsuid, fact.customer.profile_name) == ("5521900000000", "BR.1", None)


def test_the_phone_comes_from_the_contact_when_the_message_hides_it():
    fact = only(webhooks.with_message(**{"from": None}))
    assert fact.customer.wa_id == "5511988772841"


@pytest.mark.parametrize("junk", [None, 7, "x", [], {}, [[]], {"id": []}, [None]])
def test_no_odd_value_anywhere_raises(junk):
    """Every value of every fixture, replaced by junk one at a time, below the change's own field."""
    for name in webhooks.names():
        whole = json.loads(webhooks.body(name))
        for parent, key in list(_places(whole)):
            kept, parent[key] = parent[key], junk
            parse(orjson.dumps(whole))
            parent[key] = kept


def test_siblings_survive_whatever_one_message_holds():
    whole = json.loads(webhooks.body("text"))
    messages = whole["entry"][0]["changes"][0]["value"]["messages"]
    good = messages[0]
    for junk in (None, 7, "x", [], {"type": []}, {"type": {}, "id": {}}, good | {"type": [], "context": 3}):
        messages[:] = [junk, good]
        assert parse(orjson.dumps(whole))[-1].kind.body == good["text"]["body"]


def test_one_body_of_a_thousand_updates():
    whole = json.loads(webhooks.body("status_sent"))
    value = whole["entry"][0]["changes"][0]["value"]
    value["statuses"] = [value["statuses"][0] | {"id": f"wamid.{number}"} for number in range(1000)]
    facts = parse(orjson.dumps(whole))
    assert len({fact.wamid for fact in facts if isinstance(fact, StatusUpdate)}) == 1000


def _places(node):
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in list(items):
        yield node, key
        yield from _places(child)
