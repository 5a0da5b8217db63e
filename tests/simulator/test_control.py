"""The control API: people, identities, switches, books, and a memory that survives."""

import signal
from pathlib import Path

import pytest

from tests.simulator import files
from tests.simulator.receiver import VERIFY_TOKEN, Receiver
from tests.simulator.running import NUMBER, Running


def test_books_tell_everything_in_order(simulator: Running, received: Receiver) -> None:
    simulator.customer(window="open")
    first = simulator.say("oi")
    second = simulator.send_text("olá", biz_opaque_callback_data="m1", context={"message_id": first})
    received.wait_for("text", "sent", "delivered")
    inbound, outbound = simulator.books("Ana Souza")
    assert (inbound["wamid"], inbound["direction"], inbound["content"]) == (first, "from_customer", {"body": "oi"})
    assert (outbound["wamid"], outbound["direction"], outbound["quoted"]) == (second, "from_business", first)
    assert (outbound["callback_data"], outbound["number_id"]) == ("m1", NUMBER)
    assert [status["status"] for status in outbound["statuses"]] == ["sent", "delivered"]
    assert inbound["created_at"] <= inbound["webhook_accepted_at"]


def test_customers_are_found_by_any_name(simulator: Running) -> None:
    ana = simulator.customer()
    for name in (ana["id"], "Ana Souza", "5511987654321", ana["user_id"]):
        assert simulator.say(customer=name)
    answer = simulator.http.post(f"{simulator.url}/control/messages", json={"customer": "Zé", "message": {"type": "x"}})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "bad",
    [{}, {"name": ""}, {"name": "A", "wa_id": "abc"}, {"name": "A", "shoe_size": 42}, {"name": "A", "window": "ajar"}],
)
def test_senseless_customers_are_refused(simulator: Running, bad: dict) -> None:
    answer = simulator.http.post(f"{simulator.url}/control/customers", json=bad)
    assert (answer.status_code, "error" in answer.json()) == (400, True)


def test_a_phone_belongs_to_one_customer(simulator: Running) -> None:
    simulator.customer()
    answer = simulator.http.post(f"{simulator.url}/control/customers", json={"name": "B", "wa_id": "5511987654321"})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "bad", [{"paused": 1}, {"batch": 0}, {"duplicate": 2}, {"rain": True}, {"token": "lost"}, {"delay_ms": -1}]
)
def test_senseless_switches_are_refused(simulator: Running, bad: dict) -> None:
    assert simulator.http.patch(f"{simulator.url}/control/switches", json=bad).status_code == 400


@pytest.mark.parametrize(("site", "status"), [("cross-site", 403), ("same-site", 403), ("same-origin", 200)])
def test_pages_of_other_sites_are_refused(simulator: Running, site: str, status: int) -> None:
    headers = {"Sec-Fetch-Site": site}
    assert simulator.http.post(f"{simulator.url}/control/reset", json={}, headers=headers).status_code == status


def test_new_phone_is_told_by_a_system_message(simulator: Running, received: Receiver) -> None:
    ana = simulator.customer()
    simulator.say()
    changed = simulator.control("POST", "identities", {"customer": ana["id"], "wa_id": "5511900001111"})
    received.wait_for("text", "system")
    value = received.accepted()[-1]
    [message] = value["messages"]
    assert "contacts" not in value
    assert message["from"] == "5511987654321"
    assert message["system"] == {
        "type": "user_changed_number",
        "wa_id": "5511900001111",
        "user_id": changed["user_id"],
        "previous_user_id": ana["user_id"],
        "body": "User Ana Souza changed from 5511987654321 to 5511900001111",
    }
    assert simulator.send("+5511900001111", type="text", text={"body": "oi"}).status_code == 200


def test_new_user_id_is_told_without_a_phone(simulator: Running, received: Receiver) -> None:
    ana = simulator.customer()
    simulator.say()
    simulator.control("POST", "identities", {"customer": ana["id"], "user_id": "BR.77"})
    received.wait_for("text", "system")
    message = received.messages()[-1]
    assert "from" not in message
    assert (message["system"]["type"], message["system"]["user_id"]) == ("user_changed_user_id", "BR.77")


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGKILL])
def test_a_restart_forgets_nothing(tmp_path: Path, sign: signal.Signals) -> None:
    webhook = Receiver()
    running = Running(webhook.url, VERIFY_TOKEN, data=tmp_path)
    try:
        running.customer(window="open")
        running.switch(paused=True, delivered_ms=0)
        wamid = running.say("antes")
        file = {"file": ("a.png", files.picture("PNG"), "image/png")}
        uploaded = running.graph("POST", f"{NUMBER}/media", data={"messaging_product": "whatsapp"}, files=file)
        media = uploaded.json()["id"]
        running.send(type="image", image={"id": media})
        running.stop(sign)
        running.start()
        assert [entry["type"] for entry in running.books()] == ["text", "image"]
        assert running.graph("GET", media).json()["id"] == media
        assert running.control("GET", "webhooks")["waiting"] == 3
        assert webhook.deliveries == []
        running.switch(paused=False)
        webhook.wait_for("text", "sent", "delivered")
        assert webhook.messages()[0]["id"] == wamid
    finally:
        running.stop()
        webhook.close()


def test_it_stops_at_once_though_pages_are_open(tmp_path: Path) -> None:
    running = Running("http://127.0.0.1:9/webhook", VERIFY_TOKEN)
    with running.http.get(f"{running.url}/phone/events", stream=True, timeout=5) as stream:
        assert b"changed" in next(stream.iter_lines())
        running.process.terminate()
        running.process.wait(3)


def test_the_demonstration_has_its_cast() -> None:
    running = Running("http://127.0.0.1:9/webhook", VERIFY_TOKEN, demo=True)
    try:
        cast = running.control("GET", "customers")["customers"]
        assert [each["id"] for each in cast] == [1, 2, 3, 4, 5]
        assert [each["name"] for each in cast if each["wa_id"] is None] == ["Lia"]
        assert [each["name"] for each in cast if each["wa_id"] and len(each["wa_id"]) == 12] == ["Bruno Lima"]
    finally:
        running.stop()
