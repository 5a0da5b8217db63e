"""The customer's phone in a real Chromium: everything they can send, and every tap on what they were sent."""

import io
import json
from typing import Any

import av
import pytest
import requests
from playwright.sync_api import Page, expect

from tests.accessibility import faults_at_this_size
from tests.simulator import files
from tests.simulator.bodies import GOOD
from tests.simulator.receiver import Receiver
from tests.simulator.running import DISPLAY, NUMBER, TOKEN, Running

BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def phone(visit, ana: dict[str, Any]) -> Page:
    return visit(f"/?customer={ana['id']}")


def heard(received: Receiver, kind: str) -> dict[str, Any]:
    """The message of this type that the business was told of."""
    received.wait_for(kind)
    return next(message for message in received.messages() if message["type"] == kind)


def attach(phone: Page, kind: str, name: str, mime: str, content: bytes) -> None:
    phone.get_by_test_id("attach").click()
    with phone.expect_file_chooser() as chooser:
        phone.get_by_test_id(f"attach-{kind}").click()
    chooser.value.set_files({"name": name, "mimeType": mime, "buffer": content})


def upload(simulator: Running, content: bytes, mime: str, name: str = "arquivo") -> str:
    fields = {"messaging_product": "whatsapp", "type": mime}
    answer = simulator.graph("POST", f"{NUMBER}/media", data=fields, files={"file": (name, content, mime)})
    assert answer.ok, answer.text
    return answer.json()["id"]


FILES = {
    "image": ("foto.jpg", "image/jpeg", files.picture, "image/jpeg", "picture"),
    "video": ("filme.mp4", "video/mp4", files.film, "video/mp4", "video"),
    "audio": ("musica.ogg", "audio/ogg", files.sound, "audio/ogg", "sound"),
    "document": ("boleto.pdf", "application/pdf", lambda: files.PDF, "application/pdf", "file"),
    "sticker": ("figura.png", "image/png", lambda: files.picture("PNG"), "image/webp", "picture"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_is_sent_shown_and_can_be_fetched(phone: Page, received: Receiver, kind: str) -> None:
    name, mime, make, carried, shown = FILES[kind]
    content = make()
    phone.get_by_test_id("text").fill("Olha só")
    attach(phone, kind, name, mime, content)
    message = heard(received, kind)[kind]
    assert message["mime_type"] == carried
    answer = requests.get(message["url"], headers=BEARER, timeout=5)
    assert answer.ok
    assert (answer.content == content) == (mime == carried)
    expect(phone.get_by_test_id("message").get_by_test_id(shown)).to_be_visible()
    assert message.get("caption") == ("Olha só" if kind in ("image", "video", "document") else None)
    assert message.get("filename") == ("boleto.pdf" if kind == "document" else None)
    assert message.get("voice") == (False if kind == "audio" else None)


def test_a_picture_of_another_form_becomes_a_jpeg_and_text_is_no_picture(phone: Page, received: Receiver) -> None:
    attach(phone, "image", "a.jpg", "image/gif", b"no picture at all")
    expect(phone.get_by_role("alert")).to_contain_text("no image this phone can read")
    attach(phone, "image", "a.gif", "image/gif", files.picture("GIF"))
    message = heard(received, "image")["image"]
    assert requests.get(message["url"], headers=BEARER, timeout=5).content.startswith(b"\xff\xd8\xff")
    expect(phone.get_by_role("alert")).to_be_hidden()


def test_a_voice_message_is_recorded_as_mono_opus_in_ogg(phone: Page, received: Receiver) -> None:
    phone.get_by_test_id("record").click()
    expect(phone.get_by_test_id("recording")).to_contain_text("0:01")
    phone.get_by_test_id("record-cancel").click()
    expect(phone.get_by_test_id("recording")).to_be_hidden()
    phone.get_by_test_id("record").click()
    expect(phone.get_by_test_id("recording")).to_contain_text("0:01")
    phone.get_by_test_id("record-send").click()
    voice = heard(received, "audio")["audio"]
    assert (voice["voice"], voice["mime_type"]) == (True, "audio/ogg; codecs=opus")
    content = requests.get(voice["url"], headers=BEARER, timeout=5).content
    with av.open(io.BytesIO(content)) as recording:
        stream = recording.streams.audio[0]
        assert (recording.format.name, stream.codec_context.name, stream.channels) == ("ogg", "opus", 1)
        assert sum(frame.samples for frame in recording.decode(stream)) > 24_000
    expect(phone.get_by_test_id("message")).to_have_count(1)


def test_a_place_and_a_person(phone: Page, received: Receiver) -> None:
    phone.get_by_test_id("attach").click()
    phone.get_by_test_id("attach-location").click()
    phone.get_by_test_id("field-latitude").fill("-91")
    phone.get_by_test_id("sheet-save").click()
    expect(phone.get_by_role("alert")).to_contain_text("no such place")
    phone.get_by_test_id("attach").click()
    phone.get_by_test_id("attach-location").click()
    phone.get_by_test_id("sheet-save").click()
    place = heard(received, "location")["location"]
    assert (place["latitude"], place["longitude"], place["name"]) == (-23.5503, -46.6339, "Praça da Sé")
    phone.get_by_test_id("attach").click()
    phone.get_by_test_id("attach-contact").click()
    phone.get_by_test_id("field-name").fill("Bia Reis")
    phone.get_by_test_id("field-phone").fill("+55 11 97777-6666")
    phone.get_by_test_id("sheet-save").click()
    [person] = heard(received, "contacts")["contacts"]
    assert (person["name"]["formatted_name"], person["phones"][0]["wa_id"]) == ("Bia Reis", "5511977776666")
    expect(phone.get_by_test_id("message").last).to_contain_text("Bia Reis")


def test_a_missed_call_is_told(phone: Page, received: Receiver) -> None:
    phone.get_by_test_id("attach").click()
    phone.get_by_test_id("attach-call").click()
    received.wait(lambda _: sum("calls" in value for value in received.accepted()) == 2)
    first, second = [value["calls"][0] for value in received.accepted()]
    assert (first["event"], second["event"], second["status"]) == ("connect", "terminate", "FAILED")
    assert (first["id"], first["to"]) == (second["id"], DISPLAY)


def menu(phone: Page, item: str) -> None:
    phone.get_by_test_id("message").first.hover()
    phone.get_by_test_id("message-more").first.click()
    phone.get_by_test_id(item).first.click()


def test_a_reaction_is_put_changed_and_removed(simulator: Running, phone: Page, received: Receiver) -> None:
    wamid = simulator.send_text("Chegou?")
    menu(phone, "react")
    expect(phone.get_by_test_id("reactions")).to_have_text("👍")
    phone.get_by_test_id("message-more").click()
    phone.get_by_label("React with ❤️").click()
    expect(phone.get_by_test_id("reactions")).to_have_text("❤️")
    phone.get_by_test_id("message-more").click()
    expect(phone.get_by_label("React with ❤️")).to_have_attribute("aria-pressed", "true")
    phone.get_by_label("React with ❤️").click()
    expect(phone.get_by_test_id("reactions")).to_have_count(0)
    received.wait_for(*["reaction"] * 3)
    assert [message["reaction"] for message in received.messages()] == [
        {"message_id": wamid, "emoji": "👍"},
        {"message_id": wamid, "emoji": "❤️"},
        {"message_id": wamid},
    ]


def test_words_are_edited_forwarded_and_deleted(simulator: Running, phone: Page, received: Receiver) -> None:
    wamid = simulator.say("Quero dois")
    menu(phone, "menu-edit")
    phone.get_by_test_id("field-text").fill("Quero três")
    phone.get_by_test_id("sheet-save").click()
    expect(phone.get_by_test_id("message")).to_contain_text("Quero três")
    edit = heard(received, "edit")["edit"]
    assert edit == {"original_message_id": wamid, "message": {"type": "text", "text": {"body": "Quero três"}}}
    menu(phone, "menu-forward")
    expect(phone.get_by_test_id("forwarded")).to_be_visible()
    received.wait_for("text", "text")
    assert received.messages()[-1]["context"] == {"forwarded": True}
    menu(phone, "menu-delete")
    expect(phone.get_by_test_id("message").first).to_contain_text("You deleted this message")
    assert heard(received, "revoke")["revoke"] == {"original_message_id": wamid}


def test_reply_buttons_and_rows(simulator: Running, phone: Page, received: Receiver) -> None:
    asked = simulator.send(**GOOD["buttons"]).json()["messages"][0]["id"]
    phone.get_by_test_id("choice").filter(has_text="Não").click()
    answer = heard(received, "interactive")
    assert answer["interactive"] == {"type": "button_reply", "button_reply": {"id": "b1", "title": "Não"}}
    assert answer["context"] == {"from": DISPLAY, "id": asked}
    received.clear()
    simulator.send(**GOOD["list"])
    phone.get_by_test_id("open-list").click()
    phone.get_by_test_id("row").filter(has_text="Linha 6").click()
    row = heard(received, "interactive")["interactive"]["list_reply"]
    assert row == {"id": "r6", "title": "Linha 6", "description": "d" * 72}
    expect(phone.get_by_test_id("message").last).to_contain_text("Linha 6")


def test_a_form_a_place_a_contact_and_calls(
    simulator: Running, phone: Page, received: Receiver, ana: dict[str, Any]
) -> None:
    simulator.send(**GOOD["flow"])
    phone.get_by_test_id("choice").click()
    phone.get_by_test_id("field-nome").fill("Ana")
    phone.get_by_test_id("field-email").fill("ana@loja.example")
    phone.get_by_test_id("sheet-save").click()
    form = heard(received, "interactive")["interactive"]["nfm_reply"]
    assert json.loads(form["response_json"]).items() >= {"nome": "Ana", "email": "ana@loja.example"}.items()
    asked = simulator.send(**GOOD["location request"]).json()["messages"][0]["id"]
    phone.get_by_role("button", name="Send location").click()
    phone.get_by_test_id("sheet-save").click()
    assert heard(received, "location")["context"]["id"] == asked
    simulator.send(**GOOD["contact request"])
    phone.get_by_role("button", name="Share contact info").click()
    [card] = heard(received, "contacts")["contacts"]
    assert (card["origin"], card["phones"][0]["wa_id"]) == ("contact_request", ana["wa_id"])
    received.clear()
    simulator.send(**GOOD["call permission"])
    phone.get_by_test_id("open-list").click()
    phone.get_by_test_id("row").filter(has_text="Always").click()
    reply = heard(received, "interactive")["interactive"]["call_permission_reply"]
    assert (reply["response"], reply["is_permanent"]) == ("accept", True)


def test_products_and_cards(simulator: Running, phone: Page, received: Receiver) -> None:
    simulator.send(**GOOD["product list"])
    phone.get_by_test_id("open-list").click()
    phone.get_by_test_id("row").nth(2).click()
    [item] = heard(received, "order")["order"]["product_items"]
    assert (item["product_retailer_id"], item["currency"]) == ("p2", "BRL")
    simulator.send(**GOOD["carousel of replies"])
    phone.get_by_test_id("choice").filter(has_text="Não").click()
    assert heard(received, "interactive")["interactive"]["button_reply"] == {"id": "q10", "title": "Não"}
    simulator.send(**GOOD["link button"])
    expect(phone.get_by_test_id("choice").last).to_have_attribute("href", "https://loja.example/p")


def test_a_template_with_a_picture_and_buttons(simulator: Running, phone: Page, received: Receiver) -> None:
    header = {"type": "image", "image": {"id": upload(simulator, files.picture(), "image/jpeg")}}
    body = [{"type": "text", "text": "Ana"}, {"type": "text", "text": "20%"}]
    buttons = [
        ("copy_code", "0", {"type": "coupon_code", "coupon_code": "ANA20"}),
        ("quick_reply", "1", {"type": "payload", "payload": "STOP"}),
    ]
    components = [{"type": "header", "parameters": [header]}, {"type": "body", "parameters": body}]
    components += [
        {"type": "button", "sub_type": kind, "index": index, "parameters": [given]} for kind, index, given in buttons
    ]
    template = {"name": "oferta_da_semana", "language": {"code": "pt_BR"}, "components": components}
    sent = simulator.send(type="template", template=template).json()["messages"][0]["id"]
    expect(phone.get_by_test_id("picture")).to_be_visible()
    phone.get_by_test_id("choice").first.click()
    expect(phone.get_by_test_id("choice").first).to_have_text("Copied: ANA20")
    phone.get_by_test_id("choice").last.click()
    tapped = heard(received, "button")
    assert tapped["button"] == {"payload": "STOP", "text": "Parar promoções"}
    assert tapped["context"] == {"from": DISPLAY, "id": sent}


def test_files_of_the_business_are_shown_and_a_voice_message_played_once(
    simulator: Running, phone: Page, received: Receiver
) -> None:
    sound = upload(simulator, files.sound(), "audio/ogg; codecs=opus")
    simulator.send(type="audio", audio={"id": sound, "voice": True})
    player = phone.get_by_test_id("sound")
    expect(player).to_be_visible()
    player.evaluate("async (audio) => { await audio.play(); audio.pause(); await audio.play(); }")
    received.wait_for("sent", "delivered", "played")
    assert len(received.statuses("played")) == 1
    document = {"id": upload(simulator, files.PDF, "application/pdf"), "filename": "contrato.pdf"}
    simulator.send(type="document", document=document)
    with phone.expect_download() as download:
        phone.get_by_test_id("file").click()
    assert download.value.suggested_filename == "contrato.pdf"


def test_a_quoted_file(simulator: Running, phone: Page, received: Receiver) -> None:
    wamid = simulator.send_text("Manda uma foto?")
    menu(phone, "menu-quote")
    attach(phone, "image", "a.jpg", "image/jpeg", files.picture())
    assert heard(received, "image")["context"] == {"from": DISPLAY, "id": wamid}
    expect(phone.get_by_test_id("quoted")).to_contain_text("Manda uma foto?")


@pytest.mark.parametrize("path", ["taps", "reactions", "edits", "deletions", "plays"])
def test_a_message_of_another_chat_is_nobodys_business(simulator: Running, ana: dict[str, Any], path: str) -> None:
    simulator.customer("Bia Reis", "5511987654322")
    wamid = simulator.say("oi", customer="Bia Reis")
    answer = simulator.http.post(
        f"{simulator.url}/phone/chats/{ana['id']}/{NUMBER}/{path}", json={"wamid": wamid, "choice": 0}
    )
    assert answer.status_code == 404
    assert simulator.books("Ana Souza") == []


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_media_questions_and_sheets_are_accessible(simulator: Running, ana: dict[str, Any], visit, size: str) -> None:
    simulator.send(type="image", image={"id": upload(simulator, files.picture(), "image/jpeg"), "caption": "Foto"})
    simulator.send(type="video", video={"id": upload(simulator, files.film(), "video/mp4")})
    simulator.send(type="audio", audio={"id": upload(simulator, files.sound(), "audio/ogg"), "voice": True})
    for kind in ("location", "contacts", "buttons", "list", "carousel of replies"):
        simulator.send(**GOOD[kind])
    simulator.say(type="text", text={"body": "Olá"}, context={"forwarded": True})
    page = visit(f"/?customer={ana['id']}", size)
    expect(page.get_by_test_id("message")).to_have_count(9)
    openers = (None, "attach", "open-list", "message-more")
    for opener in openers:
        if opener:
            page.get_by_test_id(opener).last.click()
            expect(page.locator("dialog.sheet")).to_be_visible()
        assert faults_at_this_size(page) == {}, opener
        page.keyboard.press("Escape")
        expect(page.locator("dialog.sheet")).to_have_count(0)
