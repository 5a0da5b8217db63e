"""What becomes of a message of the business."""

import pytest

from tests.simulator.receiver import Receiver
from tests.simulator.running import NUMBER, Running


def test_sent_delivered_read(simulator: Running, received: Receiver) -> None:
    ana = simulator.customer(window="open")
    wamid = simulator.send_text(biz_opaque_callback_data="uuid-1")
    received.wait_for("sent", "delivered")
    assert received.statuses("read") == []
    assert simulator.control("POST", "reads", {"customer": ana["id"]}) == {"read": 1}
    received.wait_for("read")
    sent, delivered, read = received.statuses()
    common = {
        "id": wamid,
        "recipient_id": "5511987654321",
        "recipient_user_id": ana["user_id"],
        "biz_opaque_callback_data": "uuid-1",
    }
    pricing = {"billable": False, "pricing_model": "PMP", "type": "free_customer_service", "category": "service"}
    assert sent == {**common, "status": "sent", "timestamp": sent["timestamp"]}
    assert delivered == {**common, "status": "delivered", "timestamp": delivered["timestamp"], "pricing": pricing}
    assert read == {**common, "status": "read", "timestamp": read["timestamp"]}
    assert sent["timestamp"] <= delivered["timestamp"] <= read["timestamp"]
    assert simulator.control("POST", "reads", {"customer": ana["id"]}) == {"read": 0}
    assert [each["status"] for each in simulator.books()[0]["statuses"]] == ["sent", "delivered", "read"]


def test_phone_that_is_off_gets_nothing_until_it_is_on(simulator: Running, received: Receiver) -> None:
    ana = simulator.customer(window="open", online=False)
    simulator.send_text()
    received.wait_for("sent")
    assert simulator.control("POST", "reads", {"customer": ana["id"]}) == {"read": 0}
    assert received.seen() == ["sent"]
    simulator.control("PATCH", f"customers/{ana['id']}", {"online": True})
    received.wait_for("sent", "delivered")


def test_reading_at_once(simulator: Running, received: Receiver) -> None:
    simulator.customer(window="open", auto_read=True)
    simulator.send_text()
    received.wait_for("sent", "delivered", "read")
    assert received.seen() == ["sent", "delivered", "read"]


def test_read_receipts_off(simulator: Running, received: Receiver) -> None:
    simulator.customer(window="open", auto_read=True, read_receipts=False)
    simulator.send_text()
    simulator.say("fim")
    received.wait_for("sent", "delivered", "text")
    assert "read" not in received.seen()
    assert simulator.books()[0]["read_at"]


def test_delivered_may_be_skipped(simulator: Running, received: Receiver) -> None:
    simulator.switch(skip_delivered=True)
    simulator.customer(window="open", auto_read=True)
    simulator.send_text()
    received.wait_for("sent", "read")
    assert received.seen() == ["sent", "read"]
    assert received.statuses("read")[0]["pricing"]["category"] == "service"


def test_free_tier_ends(simulator: Running, received: Receiver) -> None:
    simulator.switch(free_tier=2)
    simulator.customer(window="open")
    for place in range(3):
        simulator.send_text(str(place))
    received.wait_for(*["delivered"] * 3)
    kinds = [status["pricing"]["type"] for status in received.statuses("delivered")]
    assert kinds == ["free_customer_service", "free_customer_service", "regular"]


def test_old_webhook_version_has_conversations(simulator: Running, received: Receiver) -> None:
    simulator.switch(webhook_version=23)
    simulator.customer(window="open")
    simulator.send_text()
    received.wait_for("sent", "delivered")
    sent, delivered = received.statuses()
    assert sent["conversation"]["origin"] == {"type": "service"}
    assert sent["conversation"]["id"] == delivered["conversation"]["id"]
    assert ("expiration_timestamp" in sent["conversation"], "expiration_timestamp" in delivered["conversation"]) == (
        True,
        False,
    )


def test_statuses_may_come_before_the_answer(simulator: Running, received: Receiver) -> None:
    simulator.customer(window="open")
    simulator.switch(statuses_first=True, latency_low_ms=600, latency_high_ms=600)
    answered = simulator.send(type="text", text={"body": "x"})
    assert answered.elapsed.total_seconds() > 0.55
    assert received.seen() == ["sent", "delivered"]


def test_each_status_once_and_any_on_demand(simulator: Running, received: Receiver) -> None:
    simulator.customer(window="open")
    wamid = simulator.send_text()
    received.wait_for("delivered")
    assert simulator.control("POST", "statuses", {"wamid": wamid, "status": "sent"}) == {"reported": False}
    assert simulator.control("POST", "statuses", {"wamid": wamid, "status": "played"}) == {"reported": True}
    simulator.control("POST", "statuses", {"wamid": wamid, "status": "failed", "code": 131049})
    received.wait_for("played", "failed")
    assert received.statuses("failed")[0]["errors"][0]["code"] == 131049


def test_business_reads_and_types(simulator: Running) -> None:
    ana = simulator.customer()
    first, second = simulator.say("um"), simulator.say("dois")
    third = simulator.say("três")
    receipt = {"messaging_product": "whatsapp", "status": "read", "message_id": second}
    answer = simulator.graph("POST", f"{NUMBER}/messages", json={**receipt, "typing_indicator": {"type": "text"}})
    assert answer.json() == {"success": True}
    read = {entry["wamid"]: entry["read_by_business_at"] is not None for entry in simulator.books()}
    assert read == {first: True, second: True, third: False}
    chat = simulator.http.get(f"{simulator.url}/phone/chats/{ana['id']}/{NUMBER}").json()
    assert chat["typing"] is True
    simulator.send_text("resposta")
    assert simulator.http.get(f"{simulator.url}/phone/chats/{ana['id']}/{NUMBER}").json()["typing"] is False


@pytest.mark.parametrize("change", [{"message_id": "wamid.x"}, {"status": "seen"}, {"typing_indicator": {"type": "x"}}])
def test_bad_receipts_are_131009(simulator: Running, change: dict) -> None:
    simulator.customer()
    receipt = {"messaging_product": "whatsapp", "status": "read", "message_id": simulator.say(), **change}
    assert simulator.graph("POST", f"{NUMBER}/messages", json=receipt).json()["error"]["code"] == 131009


def test_own_message_cannot_be_marked_read(simulator: Running) -> None:
    simulator.customer(window="open")
    receipt = {"messaging_product": "whatsapp", "status": "read", "message_id": simulator.send_text()}
    assert simulator.graph("POST", f"{NUMBER}/messages", json=receipt).json()["error"]["code"] == 131009
