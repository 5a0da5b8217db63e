"""What the business is told: signed, in order, again until it says 200, and as confused as the switches say."""

import hashlib
import hmac
import json
import re

import pytest

from chatapp.simulator.webhooks.bodies import signature_of
from tests.simulator.receiver import Receiver
from tests.simulator.running import APP_SECRET, DISPLAY, NUMBER, OTHER_NUMBER, WABA, Running


def test_signature_is_meta_s() -> None:
    body = b'{"object":"whatsapp_business_account","entry":[]}'
    known = "sha256=dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756"
    assert signature_of(body, "test_app_secret") == known


def test_inbound_text_has_meta_s_shape(simulator: Running, received: Receiver) -> None:
    ana = simulator.customer()
    wamid = simulator.say("Olá/tudo bem?")
    received.wait_for("text")
    [delivery] = received.deliveries
    [entry] = delivery.document["entry"]
    [change] = entry["changes"]
    [message] = change["value"]["messages"]
    assert (delivery.document["object"], entry["id"], change["field"]) == (
        "whatsapp_business_account",
        WABA,
        "messages",
    )
    assert set(entry) == {"id", "changes"}
    assert change["value"]["metadata"] == {"display_phone_number": DISPLAY, "phone_number_id": NUMBER}
    assert change["value"]["contacts"] == [
        {"profile": {"name": "Ana Souza"}, "wa_id": "5511987654321", "user_id": ana["user_id"]}
    ]
    assert re.fullmatch(r"\d{10}", message.pop("timestamp"))
    assert message == {
        "from": "5511987654321",
        "from_user_id": ana["user_id"],
        "id": wamid,
        "type": "text",
        "text": {"body": "Olá/tudo bem?"},
    }


def test_raw_bytes_are_signed_and_escaped(simulator: Running, received: Receiver) -> None:
    simulator.customer()
    simulator.say("Olá/")
    received.wait_for("text")
    [delivery] = received.deliveries
    expected = hmac.new(APP_SECRET.encode(), delivery.body, hashlib.sha256).hexdigest()
    assert delivery.headers["X-Hub-Signature-256"] == f"sha256={expected}"
    assert b"Ol\\u00e1\\/" in delivery.body
    assert delivery.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("signature", ["wrong", "none"])
def test_signature_can_be_bad(simulator: Running, received: Receiver, signature: str) -> None:
    simulator.switch(signature=signature)
    simulator.customer()
    simulator.say()
    received.wait_for("text")
    [delivery] = received.deliveries
    given = delivery.headers.get("X-Hub-Signature-256")
    assert given != signature_of(delivery.body, APP_SECRET)
    assert (given is None) == (signature == "none")


def test_refused_update_is_tried_again_and_holds_its_customer_back(simulator: Running, received: Receiver) -> None:
    simulator.customer("Ana", "5511987654321")
    simulator.customer("Bia", "5511987654322")
    received.answers += [500, 302]
    for text in ("um", "dois", "três"):
        simulator.say(text, customer="Ana")
    received.wait(lambda seen: len(seen.deliveries) >= 2)
    simulator.say("da Bia", customer="Bia")
    received.wait_for("text", "text", "text", "text")
    texts = [message["text"]["body"] for message in received.messages()]
    assert [text for text in texts if text != "da Bia"] == ["um", "dois", "três"]
    assert texts.index("da Bia") == 0
    refused = [delivery for delivery in received.deliveries if delivery.answered != 200]
    assert [delivery.answered for delivery in refused] == [500, 302]
    again = next(each for each in received.deliveries if each.answered == 200 and b'"um"' in each.body)
    assert refused[0].body == refused[1].body == again.body
    assert again.at - refused[1].at > refused[1].at - refused[0].at > 0.4
    deliveries = simulator.control("GET", "webhooks")["deliveries"]
    assert [(each["status"], each["attempt"]) for each in deliveries][:2] == [(500, 1), (302, 2)]
    received.wait(lambda _: simulator.control("GET", "webhooks")["waiting"] == 0)


def test_ticks_wait_for_the_business(simulator: Running, received: Receiver) -> None:
    simulator.switch(paused=True)
    simulator.customer()
    simulator.say()
    assert simulator.books()[0]["webhook_accepted_at"] is None
    assert simulator.control("GET", "webhooks")["waiting"] == 1
    simulator.switch(paused=False)
    received.wait_for("text")
    received.wait(lambda _: simulator.books()[0]["webhook_accepted_at"])


def test_duplicates(simulator: Running, received: Receiver) -> None:
    simulator.switch(duplicate=1)
    simulator.customer()
    simulator.say()
    received.wait_for("text", "text")
    first, second = received.deliveries
    assert first.body == second.body


def test_known_id_is_told_again_and_booked_once(simulator: Running, received: Receiver) -> None:
    simulator.customer()
    wamid = simulator.say("oi")
    simulator.say(type="text", text={"body": "oi"}, id=wamid)
    received.wait_for("text", "text")
    assert {message["id"] for message in received.messages()} == {wamid}
    assert len(simulator.books()) == 1


def test_order_is_kept(simulator: Running, received: Receiver) -> None:
    simulator.customer(window="open")
    expected = [str(place) for place in range(40)]
    for text in expected:
        simulator.say(text)
    received.wait_for(*["text"] * 40)
    assert [message["text"]["body"] for message in received.messages()] == expected


def test_shuffle_breaks_the_order_and_loses_nothing(simulator: Running, received: Receiver) -> None:
    simulator.switch(shuffle_ms=600)
    simulator.customer()
    expected = [str(place) for place in range(40)]
    for text in expected:
        simulator.say(text)
    received.wait_for(*["text"] * 40)
    texts = [message["text"]["body"] for message in received.messages()]
    assert texts != expected
    assert sorted(texts, key=int) == expected


def test_delay(simulator: Running, received: Receiver) -> None:
    simulator.switch(delay_ms=700)
    simulator.customer()
    simulator.say()
    booked = simulator.books()[0]["created_at"]
    received.wait_for("text")
    assert received.deliveries[0].at - booked > 0.65


def test_batch_joins_messages_and_statuses_of_a_number(simulator: Running, received: Receiver) -> None:
    simulator.switch(paused=True, batch=1000, throughput=0)
    simulator.customer("Ana", "5511987654321", window="open")
    simulator.customer("Bia", "5511987654322")
    for customer in ("Ana", "Bia"):
        for text in ("um", "dois"):
            simulator.say(text, customer=customer)
    simulator.control(
        "POST",
        "messages",
        {"customer": "Bia", "number": OTHER_NUMBER, "message": {"type": "text", "text": {"body": "outro"}}},
    )
    simulator.send_text()
    received.wait(lambda _: simulator.control("GET", "webhooks")["waiting"] == 7)
    simulator.switch(paused=False)
    received.wait_for(*["text"] * 5, "sent", "delivered")
    [delivery] = received.deliveries
    [entry] = delivery.document["entry"]
    numbers = {change["value"]["metadata"]["phone_number_id"] for change in entry["changes"]}
    assert numbers == {NUMBER, OTHER_NUMBER}
    assert len(entry["changes"]) < 7
    assert max(len(value.get("messages", [])) for value in delivery.values) > 1


def test_updates_to_an_unreachable_business_wait(simulator: Running, received: Receiver) -> None:
    received.answers += [503] * 2
    simulator.customer()
    simulator.say()
    received.wait(lambda seen: len(seen.deliveries) == 2)
    assert simulator.control("GET", "webhooks")["waiting"] == 1
    simulator.control("POST", "webhooks/retry", {})
    received.wait_for("text")


def test_any_update_verbatim(simulator: Running, received: Receiver) -> None:
    value = {"event": "ACCOUNT_VIOLATION", "violation_info": {"violation_type": "ADULT"}}
    simulator.control("POST", "updates", {"field": "account_update", "value": value})
    received.wait(lambda seen: seen.deliveries)
    [entry] = received.deliveries[0].document["entry"]
    assert entry["changes"] == [{"value": value, "field": "account_update"}]


def test_handshake(simulator: Running) -> None:
    assert simulator.control("POST", "handshake", {}) == {"verified": True, "status": 200}


def test_bodies_are_json_objects_with_no_empty_identity(simulator: Running, received: Receiver) -> None:
    simulator.customer("Lia", None, username="lia.br")
    simulator.say(customer="Lia")
    received.wait_for("text")
    text = json.dumps(received.deliveries[0].document)
    assert "null" not in text
    assert '""' not in text
