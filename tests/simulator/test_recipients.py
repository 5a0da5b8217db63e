"""Whom a message reaches: the ninth digit, business-scoped user ids, strangers and the 24-hour window."""

import time

import pytest

from tests.simulator.receiver import Receiver
from tests.simulator.running import NUMBER, OTHER_NUMBER, Running

TEXT = {"type": "text", "text": {"body": "Olá"}}
BSUID = "BR.1502576394655843"


@pytest.mark.parametrize("dialled", ["+5541999887766", "+554199887766", "554199887766", "+55 (41) 9 9988-7766"])
def test_line_registered_with_twelve_digits_answers_with_them(simulator: Running, dialled: str) -> None:
    simulator.customer("Bruno", "554199887766", window="open")
    [contact] = simulator.send(dialled, **TEXT).json()["contacts"]
    assert contact == {"input": dialled, "wa_id": "554199887766"}


def test_line_registered_with_thirteen_digits_is_reached_by_twelve(simulator: Running) -> None:
    simulator.customer("Ana", "5511987654321", window="open")
    assert simulator.send("+551187654321", **TEXT).json()["contacts"][0]["wa_id"] == "5511987654321"


def test_national_number_gets_the_business_country(simulator: Running) -> None:
    simulator.customer("Ana", "5511987654321", window="open")
    assert simulator.send("11 98765-4321", **TEXT).json()["contacts"][0]["wa_id"] == "5511987654321"


def test_bsuid_recipient(simulator: Running, received: Receiver) -> None:
    simulator.customer("Lia", None, user_id=BSUID, username="lia.br", window="open")
    answer = simulator.send(to=None, recipient=BSUID, **TEXT).json()
    assert answer["contacts"] == [{"input": BSUID, "user_id": BSUID}]
    received.wait_for("sent", "delivered")
    sent, delivered = received.statuses()
    assert "recipient_id" not in sent
    assert sent["recipient_user_id"] == delivered["recipient_user_id"] == BSUID
    profiles = [value["contacts"][0]["profile"] for value in received.accepted()]
    assert profiles == [{"name": "Lia"}, {"name": "Lia", "username": "lia.br"}]
    assert not any("wa_id" in value["contacts"][0] for value in received.accepted())


def test_phone_wins_over_bsuid(simulator: Running) -> None:
    simulator.customer("Ana", "5511987654321", window="open")
    answer = simulator.send("+5511987654321", recipient=BSUID, **TEXT).json()
    assert answer["contacts"][0]["wa_id"] == "5511987654321"
    assert "user_id" in answer["contacts"][0]


def test_hidden_phone_writes_without_from(simulator: Running, received: Receiver) -> None:
    simulator.customer("Ana", "5511987654321", shares_phone=False)
    simulator.say(customer="Ana")
    received.wait_for("text")
    assert "from" not in received.messages()[0]
    assert received.messages()[0]["from_user_id"].startswith("BR.")
    assert "wa_id" not in received.accepted()[0]["contacts"][0]


def test_stranger_is_accepted_and_fails(simulator: Running, received: Receiver) -> None:
    answer = simulator.send("+5511900000000", biz_opaque_callback_data="m7", **TEXT)
    assert answer.status_code == 200
    received.wait_for("failed")
    [status] = received.statuses()
    assert status["errors"][0]["code"] == 131026
    assert status["recipient_id"] == "5511900000000"
    assert status["biz_opaque_callback_data"] == "m7"
    assert "recipient_user_id" not in status
    assert "contacts" not in received.accepted()[0]
    nobody = simulator.control("GET", "books")["customers"][-1]
    assert (nobody["name"], len(nobody["messages"])) == ("nobody", 1)


def test_strangers_may_join(simulator: Running, received: Receiver) -> None:
    simulator.switch(strangers="join")
    simulator.send("+5511900000000", type="template", template={"name": "hello_world", "language": {"code": "en_US"}})
    received.wait_for("sent", "delivered")
    assert [each["wa_id"] for each in simulator.control("GET", "customers")["customers"]] == ["5511900000000"]


def test_window_opens_with_a_message_to_this_number_only(simulator: Running) -> None:
    simulator.customer()
    assert simulator.send(**TEXT).json()["error"]["code"] == 131047
    simulator.say()
    assert simulator.send(**TEXT).status_code == 200
    assert simulator.send(number=OTHER_NUMBER, **TEXT).json()["error"]["code"] == 131047


def test_window_closes_after_24_hours(simulator: Running) -> None:
    simulator.customer()
    text = {"type": "text", "text": {"body": "oi"}}
    simulator.say(timestamp=str(int(time.time()) - 24 * 3600 - 5), **text)
    assert simulator.send(**TEXT).json()["error"]["code"] == 131047
    simulator.say(timestamp=str(int(time.time()) - 24 * 3600 + 60), **text)
    assert simulator.send(**TEXT).status_code == 200


def test_reactions_do_not_open_the_window(simulator: Running) -> None:
    simulator.customer()
    simulator.say(type="reaction", reaction={"message_id": "wamid.x", "emoji": "👍"})
    assert simulator.send(**TEXT).json()["error"]["code"] == 131047


def test_window_can_be_shut_by_hand_and_templates_still_go(simulator: Running) -> None:
    simulator.customer(window="closed")
    simulator.say()
    assert simulator.send(**TEXT).json()["error"]["code"] == 131047
    template = {"name": "hello_world", "language": {"code": "en_US"}}
    assert simulator.send(type="template", template=template).status_code == 200


def test_refusals_can_arrive_as_statuses(simulator: Running, received: Receiver) -> None:
    simulator.customer(window="closed")
    simulator.switch(errors_arrive="status")
    assert simulator.send(**TEXT).status_code == 200
    received.wait_for("failed")
    assert received.statuses()[0]["errors"][0]["code"] == 131047
    assert set(received.statuses()[0]["errors"][0]) == {"code", "title", "message", "error_data", "href"}


def test_blocked_customer(simulator: Running, received: Receiver) -> None:
    simulator.customer()
    simulator.say()
    block = {"messaging_product": "whatsapp", "block_users": [{"user": "+5511987654321"}, {"user": "+5511900000000"}]}
    result = simulator.graph("POST", f"{NUMBER}/block_users", json=block).json()["block_users"]
    assert result["added_users"] == [{"input": "+5511987654321", "wa_id": "5511987654321"}]
    assert [each["input"] for each in result["failed_users"]] == ["+5511900000000"]
    assert simulator.send(**TEXT).json()["error"]["code"] == 130403
    received.wait_for("text")
    simulator.say("me desbloqueia")
    simulator.graph("DELETE", f"{NUMBER}/block_users", json=block)
    simulator.say("obrigada")
    received.wait_for("text", "text")
    assert [message["text"]["body"] for message in received.messages()] == ["oi", "obrigada"]
