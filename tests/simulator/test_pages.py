"""The phone and the control page in a real Chromium."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.accessibility import faults
from tests.simulator.bodies import GOOD
from tests.simulator.receiver import Receiver
from tests.simulator.running import NUMBER, OTHER_NUMBER, Running


def own(page: Page, text: str):
    """The customer's own message with this text."""
    return page.get_by_test_id("message").filter(has_text=text).and_(page.locator("[data-mine=true]"))


def write(page: Page, text: str) -> None:
    page.get_by_test_id("text").fill(text)
    page.get_by_test_id("text").press("Enter")


def test_ticks_go_from_clock_to_blue(simulator: Running, received: Receiver, visit) -> None:
    ana = simulator.customer()
    page = visit(f"/?customer={ana['id']}")
    simulator.switch(paused=True)
    write(page, "Olá, tudo bem?")
    expect(own(page, "tudo bem")).to_have_attribute("data-ticks", "clock")
    simulator.switch(paused=False)
    expect(own(page, "tudo bem")).to_have_attribute("data-ticks", "delivered")
    message = received.messages()[0]
    assert message["text"]["body"] == "Olá, tudo bem?"
    receipt = {"messaging_product": "whatsapp", "status": "read", "message_id": message["id"]}
    simulator.graph("POST", f"{NUMBER}/messages", json={**receipt, "typing_indicator": {"type": "text"}})
    expect(own(page, "tudo bem")).to_have_attribute("data-ticks", "read")
    expect(page.get_by_test_id("typing")).to_be_visible()
    expect(page.get_by_test_id("presence")).to_have_text("typing…")
    simulator.send_text("Tudo!")
    expect(page.get_by_test_id("message").last).to_contain_text("Tudo!")
    expect(page.get_by_test_id("typing")).to_have_count(0)
    received.wait_for("text", "sent", "delivered", "read")


def test_unread_until_the_chat_is_opened(simulator: Running, received: Receiver, visit) -> None:
    ana = simulator.customer(window="open")
    bia = simulator.customer("Bia Reis", "5511987654322", window="open")
    page = visit(f"/?customer={bia['id']}")
    expect(page.get_by_test_id("phone")).to_have_attribute("data-customer", str(bia["id"]))
    simulator.send_text("primeira")
    simulator.send_text("segunda")
    row = page.get_by_test_id("person").filter(has_text="Ana Souza")
    expect(row.get_by_test_id("unread")).to_have_text("2")
    expect(page).to_have_title("(2) Bia Reis's phone")
    assert received.statuses("read") == []
    row.click()
    expect(page.get_by_test_id("message")).to_have_count(2)
    expect(row.get_by_test_id("unread")).to_have_count(0)
    received.wait_for("read", "read")
    assert simulator.books(str(ana["id"]))[0]["read_at"]


def test_quoting(simulator: Running, received: Receiver, visit) -> None:
    ana = simulator.customer(window="open")
    wamid = simulator.send_text("Qual o tamanho?")
    page = visit(f"/?customer={ana['id']}")
    page.get_by_test_id("message").hover()
    page.get_by_test_id("quote-message").click()
    expect(page.get_by_test_id("quote")).to_contain_text("Qual o tamanho?")
    write(page, "Médio")
    expect(own(page, "Médio").get_by_test_id("quoted")).to_contain_text("Qual o tamanho?")
    expect(page.get_by_test_id("quote")).to_be_hidden()
    received.wait_for("text")
    assert received.messages()[0]["context"] == {"from": "551140000009", "id": wamid}


def test_each_business_has_its_chat(simulator: Running, received: Receiver, visit) -> None:
    ana = simulator.customer(window="open")
    page = visit(f"/?customer={ana['id']}")
    expect(page.get_by_test_id("business-name")).to_have_text("Loja Teste")
    simulator.send_text("da outra loja", number=OTHER_NUMBER)
    tab = page.get_by_test_id("number").filter(has_text="Outra Loja")
    expect(tab).to_contain_text("1")
    tab.click()
    expect(page.get_by_test_id("business-name")).to_have_text("Outra Loja")
    expect(page.get_by_test_id("message")).to_contain_text("da outra loja")
    write(page, "recebi")
    received.wait_for("text")
    assert received.accepted()[-1]["metadata"]["phone_number_id"] == OTHER_NUMBER


def test_new_customer_writes_at_once(simulator: Running, received: Receiver, visit) -> None:
    page = visit("/")
    page.get_by_test_id("add-customer").click()
    page.get_by_test_id("new-name").fill("Rui Costa")
    page.get_by_test_id("new-save").click()
    expect(page.get_by_role("alert").filter(has_text="phone number or a username")).to_be_visible()
    page.get_by_test_id("new-phone").fill("+55 85 99999-0000")
    page.get_by_test_id("new-save").click()
    expect(page.get_by_test_id("phone")).to_be_visible()
    write(page, "oi")
    received.wait_for("text")
    assert received.messages()[0]["from"] == "5585999990000"


def test_switches_beside_the_phone(simulator: Running, received: Receiver, visit) -> None:
    ana = simulator.customer(window="open")
    page = visit(f"/?customer={ana['id']}")
    expect(page.get_by_test_id("online")).to_be_checked()
    page.get_by_test_id("online").uncheck()
    received.wait(lambda _: not simulator.control("GET", "customers")["customers"][0]["online"])
    simulator.send_text("espera")
    received.wait_for("sent")
    expect(page.get_by_test_id("message")).to_have_count(0)
    page.get_by_test_id("online").check()
    expect(page.get_by_test_id("message")).to_have_text([r"espera" + page.locator("time").first.inner_text()])
    received.wait_for("sent", "delivered", "read")


def test_every_kind_is_readable(simulator: Running, visit) -> None:
    ana = simulator.customer(window="open")
    simulator.switch(throughput=0)
    sent = {kind: simulator.send(**body).json()["messages"][0]["id"] for kind, body in GOOD.items()}
    page = visit(f"/?customer={ana['id']}")
    expect(page.get_by_test_id("message")).to_have_count(len(GOOD))
    for kind, wamid in sent.items():
        message = page.locator(f"[data-wamid='{wamid}']")
        words = message.locator(".bubble").inner_text()
        assert message.get_attribute("data-kind") == GOOD[kind].get("type", "text"), kind
        assert len(words) > len("00:00") + 2, kind
        assert "undefined" not in words, kind


def test_template_is_shown_filled_in_and_reactions_on_their_message(simulator: Running, visit) -> None:
    ana = simulator.customer()
    template = {
        "name": "retomar_conversa",
        "language": {"code": "pt_BR"},
        "components": [{"type": "body", "parameters": [{"type": "text", "text": "Ana"}]}],
    }
    simulator.send(type="template", template=template)
    wamid = simulator.say("oi")
    simulator.send(type="reaction", reaction={"message_id": wamid, "emoji": "❤️"})
    page = visit(f"/?customer={ana['id']}")
    expect(page.get_by_test_id("message").first).to_contain_text("Olá Ana, temos novidades")
    expect(page.get_by_test_id("message").first).to_contain_text("Agora não")
    expect(page.get_by_test_id("message")).to_have_count(2)
    expect(page.get_by_label("Reactions: ❤️")).to_be_visible()


def test_what_customers_write_is_never_markup(simulator: Running, visit) -> None:
    ana = simulator.customer("<b>Ana</b>")
    simulator.say("<img src=x onerror=alert(1)>", customer="<b>Ana</b>")
    page = visit(f"/?customer={ana['id']}")
    expect(page.get_by_test_id("message-text")).to_have_text("<img src=x onerror=alert(1)>")
    assert page.locator("img, b:text('Ana')").count() == 0


def test_page_comes_back_after_the_simulator_was_away(tmp_path: Path, received: Receiver, chromium: Browser) -> None:
    running = Running("http://127.0.0.1:9/webhook", "x", data=tmp_path)
    context = chromium.new_context()
    try:
        ana = running.customer(window="open")
        page = context.new_page()
        page.goto(f"{running.url}/?customer={ana['id']}")
        expect(page.get_by_test_id("phone")).to_be_visible()
        running.stop()
        expect(page.get_by_test_id("offline")).to_be_visible(timeout=10_000)
        running.start()
        running.send_text("voltei")
        expect(page.get_by_test_id("message")).to_contain_text("voltei", timeout=10_000)
        expect(page.get_by_test_id("offline")).to_be_hidden()
    finally:
        context.close()
        running.stop()


def test_small_screens_go_from_list_to_phone_and_back(simulator: Running, visit) -> None:
    simulator.customer()
    page = visit("/", size="phone")
    expect(page.get_by_test_id("phone")).to_be_hidden()
    page.get_by_test_id("person").click()
    expect(page.get_by_test_id("people")).to_be_hidden()
    page.get_by_test_id("about-toggle").click()
    expect(page.get_by_test_id("about")).to_be_visible()
    page.get_by_test_id("about-close").click()
    page.get_by_test_id("back").click()
    expect(page.get_by_test_id("people")).to_be_visible()
    page.go_back()
    expect(page.get_by_test_id("phone")).to_be_visible()


def test_control_page_turns_switches_and_plans_faults(simulator: Running, received: Receiver, visit) -> None:
    simulator.customer(window="open")
    page = visit("/control")
    expect(page.get_by_test_id("batch")).to_have_value("1")
    page.get_by_test_id("paused").check()
    page.get_by_test_id("delay_ms").fill("250")
    page.get_by_test_id("delay_ms").press("Tab")
    received.wait(lambda _: simulator.control("GET", "switches")["delay_ms"] == 250)
    assert simulator.control("GET", "switches")["paused"] is True
    page.get_by_test_id("fault-answer").select_option("drop")
    page.get_by_test_id("fault-booked").check()
    page.get_by_test_id("fault-plan").click()
    expect(page.get_by_test_id("planned")).to_contain_text("drop on messages, 1×, after booking")
    simulator.say()
    expect(page.get_by_test_id("state")).to_contain_text("1 waiting")
    page.get_by_test_id("paused").uncheck()
    expect(page.get_by_test_id("deliveries").get_by_role("row")).to_contain_text(["text"])
    page.get_by_test_id("handshake").click()
    expect(page.get_by_test_id("verified")).to_have_text("Verified")


def populate(simulator: Running) -> int:
    ana = simulator.customer(window="open")
    simulator.customer("Lia", None, username="lia.br", online=False)
    first = simulator.say("Oi! Meu pedido chegou com a sacola aberta 😕")
    for kind in ("quote", "buttons", "list", "document", "location", "contacts", "carousel of links"):
        simulator.send(**GOOD[kind])
    simulator.send(type="reaction", reaction={"message_id": first, "emoji": "😢"})
    simulator.send_text("Responda", context={"message_id": first})
    simulator.fault("html", times=0, chance=0.1)
    return ana["id"]


def test_pages_are_accessible_and_fit(simulator: Running, visit) -> None:
    customer = populate(simulator)
    for path, ready in (("/", "person"), (f"/?customer={customer}", "message"), ("/control", "planned")):
        page = visit(path)
        expect(page.get_by_test_id(ready).first).to_be_visible()
        if ready == "message":
            page.get_by_test_id("message").last.hover()
        assert faults(page) == {}, path


@pytest.mark.parametrize("path", ["/", "/control"])
def test_pages_allow_nothing_inline(simulator: Running, path: str) -> None:
    answer = simulator.http.get(simulator.url + path)
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert "style=" not in answer.text
    assert "<style" not in answer.text
    assert answer.text.count("<script") == answer.text.count('<script type="module" src=')
