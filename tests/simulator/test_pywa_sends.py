"""The public pywa client, made for Meta's servers, sends every kind it knows through the simulator."""

from collections.abc import Callable
from typing import Any

import pytest
from pywa import WhatsApp, errors, types
from pywa.types import templates

from tests.simulator import files
from tests.simulator.receiver import VERIFY_TOKEN
from tests.simulator.running import APP_SECRET, NUMBER, WABA, Running

LINK = "https://loja.example/arquivo"
TO = "5511987654321"


@pytest.fixture
def wa(simulator: Running) -> WhatsApp:
    """pywa as anyone sets it up; only the address of Meta is another."""
    client = WhatsApp(
        phone_id=NUMBER, token="token-of-the-tests", waba_id=WABA, app_secret=APP_SECRET, verify_token=VERIFY_TOKEN
    )
    client.api._session.base_url = f"{simulator.url}/v26.0"
    simulator.customer(window="open")
    return client


BUTTONS = [types.Button(title="Sim", callback_data="s"), types.Button(title="Não", callback_data="n")]
ROWS = [types.SectionRow(title="Segunda via", callback_data="2", description="Boleto")]
LIST = types.SectionList(button_title="Opções", sections=[types.Section(title="Suporte", rows=ROWS)])
FLOW = types.FlowButton(title="Preencher", flow_id="77", flow_token="t", flow_action_screen="UM")
CONTACT = types.Contact(
    name=types.Contact.Name(formatted_name="Ana Silva", first_name="Ana"),
    phones=[types.Contact.Phone(phone="+5511911112222", type="CELL", wa_id="5511911112222")],
)
CARDS = [
    types.ImageCarouselCard(image=LINK, body="Café", buttons=[types.Button(title="Quero", callback_data=f"q{place}")])
    for place in range(2)
]
PRODUCTS = [types.ProductsSection(title="Cafés", skus=["p1", "p2"])]

SENDS: dict[str, tuple[str, str | None, Callable[[WhatsApp], Any]]] = {
    "text": ("text", None, lambda wa: wa.send_message(TO, "Olá", preview_url=True, tracker="m1")),
    "buttons": (
        "interactive",
        "button",
        lambda wa: wa.send_message(TO, "Confirma?", header="Pedido", footer="Loja", buttons=BUTTONS),
    ),
    "list": ("interactive", "list", lambda wa: wa.send_message(TO, "Escolha", buttons=LIST)),
    "link button": (
        "interactive",
        "cta_url",
        lambda wa: wa.send_message(TO, "Veja", buttons=types.URLButton(title="Abrir", url="https://loja.example")),
    ),
    "flow": ("interactive", "flow", lambda wa: wa.send_message(TO, "Responda", buttons=FLOW)),
    "voice call": (
        "interactive",
        "voice_call",
        lambda wa: wa.send_message(TO, "Ligue", buttons=types.VoiceCallButton(title="Ligar", ttl_minutes=60)),
    ),
    "call permission": (
        "interactive",
        "call_permission_request",
        lambda wa: wa.send_message(TO, "Podemos ligar?", buttons=types.CallPermissionRequestButton()),
    ),
    "contact info": ("interactive", "request_contact_info", lambda wa: wa.request_contact_info(TO, "Seu contato?")),
    "location request": ("interactive", "location_request_message", lambda wa: wa.request_location(TO, "Onde?")),
    "image by link": ("image", None, lambda wa: wa.send_image(TO, LINK, caption="Foto")),
    "image uploaded": ("image", None, lambda wa: wa.send_image(TO, files.picture(), mime_type="image/jpeg")),
    "video uploaded": ("video", None, lambda wa: wa.send_video(TO, files.film(), mime_type="video/mp4")),
    "document uploaded": (
        "document",
        None,
        lambda wa: wa.send_document(TO, files.PDF, filename="a.pdf", mime_type="application/pdf"),
    ),
    "audio uploaded": ("audio", None, lambda wa: wa.send_audio(TO, files.sound(), mime_type="audio/ogg")),
    "voice uploaded": ("audio", None, lambda wa: wa.send_voice(TO, files.sound(), mime_type="audio/ogg")),
    "sticker uploaded": (
        "sticker",
        None,
        lambda wa: wa.send_sticker(TO, files.picture("WEBP", (512, 512)), mime_type="image/webp"),
    ),
    "image with buttons": ("interactive", "button", lambda wa: wa.send_image(TO, LINK, caption="?", buttons=BUTTONS)),
    "video": ("video", None, lambda wa: wa.send_video(TO, LINK, caption="Filme")),
    "document": ("document", None, lambda wa: wa.send_document(TO, LINK, filename="boleto.pdf", caption="Segue")),
    "audio": ("audio", None, lambda wa: wa.send_audio(TO, LINK)),
    "voice": ("audio", None, lambda wa: wa.send_voice(TO, LINK)),
    "sticker": ("sticker", None, lambda wa: wa.send_sticker(TO, LINK)),
    "location": ("location", None, lambda wa: wa.send_location(TO, -23.5, -46.6, name="Loja", address="Av. Paulista")),
    "contact": ("contacts", None, lambda wa: wa.send_contact(TO, CONTACT)),
    "catalog": (
        "interactive",
        "catalog_message",
        lambda wa: wa.send_catalog(TO, "Catálogo", thumbnail_product_sku="p1"),
    ),
    "product": ("interactive", "product", lambda wa: wa.send_product(TO, "c1", "p1", body="Este")),
    "products": ("interactive", "product_list", lambda wa: wa.send_products(TO, "c1", PRODUCTS, "Loja", "Escolha")),
    "carousel": ("interactive", "carousel", lambda wa: wa.send_carousel(TO, body="Novidades", cards=CARDS)),
}


@pytest.mark.parametrize("kind", SENDS)
def test_every_kind_is_taken(wa: WhatsApp, simulator: Running, kind: str) -> None:
    type_, interactive, send = SENDS[kind]
    sent = send(wa)
    assert isinstance(sent, types.SentMessage)
    [booked] = simulator.books()
    assert booked["wamid"] == sent.id
    assert booked["type"] == type_
    assert interactive is None or booked["content"]["type"] == interactive


def test_reply_and_tracker_arrive(wa: WhatsApp, simulator: Running) -> None:
    first = simulator.say()
    wa.send_message(TO, "Oi!", reply_to_message_id=first, tracker="m-42")
    booked = simulator.books()[-1]
    assert (booked["quoted"], booked["callback_data"]) == (first, "m-42")


def test_reaction_put_and_removed(wa: WhatsApp, simulator: Running) -> None:
    first = simulator.say()
    wa.send_reaction(TO, "👍", first)
    wa.remove_reaction(TO, first)
    assert [entry["content"].get("emoji") for entry in simulator.books()[1:]] == ["👍", ""]


def test_read_and_typing(wa: WhatsApp, simulator: Running) -> None:
    assert wa.mark_message_as_read(simulator.say()).success
    assert wa.indicate_typing(simulator.say()).success
    assert all(entry["read_by_business_at"] for entry in simulator.books())


def test_bsuid_recipient(wa: WhatsApp, simulator: Running) -> None:
    lia = simulator.customer("Lia", None, user_id="BR.1502576394655843", window="open")
    sent = wa.send_message(lia["user_id"], "Oi, Lia")
    assert simulator.books("Lia")[0]["wamid"] == sent.id


def test_template(wa: WhatsApp, simulator: Running) -> None:
    sent = wa.send_template(
        TO,
        "retomar_conversa",
        templates.TemplateLanguage.PORTUGUESE_BR,
        [templates.BodyText.params("Ana"), templates.QuickReplyButton.params(index=0, callback_data="sim")],
    )
    assert simulator.books()[0]["wamid"] == sent.id
    with pytest.raises(errors.TemplateParamCountMismatch):
        wa.send_template(TO, "retomar_conversa", templates.TemplateLanguage.PORTUGUESE_BR, [])
    with pytest.raises(errors.TemplateNotExists):
        wa.send_template(TO, "nao_existe", templates.TemplateLanguage.PORTUGUESE_BR, [])
    with pytest.raises(errors.TemplatePaused):
        wa.send_template(TO, "promocao_antiga", templates.TemplateLanguage.PORTUGUESE_BR, [])


def test_templates_are_read_and_made(wa: WhatsApp, simulator: Running) -> None:
    found = {template.name: template for template in wa.get_templates()}
    assert len(found) == 7
    assert found["pedido_enviado"].parameter_format == templates.ParamFormat.NAMED
    assert found["promocao_antiga"].status == templates.TemplateStatus.PAUSED
    assert wa.get_template(found["hello_world"].id).name == "hello_world"
    made = wa.create_template(
        templates.Template(
            name="aviso",
            language=templates.TemplateLanguage.PORTUGUESE_BR,
            category=templates.TemplateCategory.UTILITY,
            components=[
                templates.BodyText("Olá {{nome}}, chegou.", nome="Ana"),
                templates.FooterText(text="Loja"),
                templates.Buttons(buttons=[templates.QuickReplyButton(text="Certo")]),
            ],
        )
    )
    assert made.status == templates.TemplateStatus.PENDING
    assert wa.delete_template("aviso").success


def test_media(wa: WhatsApp, simulator: Running) -> None:
    media = wa.upload_media(b"%PDF-1.4", mime_type="application/pdf", filename="boleto.pdf")
    address = wa.get_media_url(media.id)
    assert (address.mime_type, address.file_size) == ("application/pdf", "8")
    assert wa.get_media_bytes(address.url) == b"%PDF-1.4"
    assert wa.delete_media(media.id).success
    with pytest.raises(errors.WhatsAppError):
        wa.get_media_url(media.id)


def test_account(wa: WhatsApp, simulator: Running) -> None:
    assert wa.get_business_phone_number().verified_name == "Loja Teste"
    assert [number.id for number in wa.get_business_phone_numbers()] == [NUMBER, "200000000000010"]
    assert wa.get_business_account().id == WABA
    assert wa.register_phone_number(pin="123456").success
    wa.update_business_profile(about="Cafés especiais", websites=["https://loja.example"])
    assert wa.get_business_profile().about == "Cafés especiais"
    simulator.say()
    assert [user.wa_id for user in wa.block_users([TO]).added_users] == [TO]
    assert [user.wa_id for user in wa.unblock_users([TO]).removed_users] == [TO]


ERRORS = {
    131047: errors.ReEngagementMessage,
    131026: errors.MessageUndeliverable,
    131056: errors.TooManyMessages,
    130429: errors.RateLimitHit,
    190: errors.ExpiredAccessToken,
    131000: errors.UnknownError,
    131021: errors.RecipientCannotBeSender,
    131053: errors.MediaUploadError,
    131048: errors.SpamRateLimitHit,
}


@pytest.mark.parametrize("code", ERRORS)
def test_errors_become_pywa_s(wa: WhatsApp, simulator: Running, code: int) -> None:
    simulator.fault("error", code=code, details="Porque sim.")
    with pytest.raises(errors.WhatsAppError) as caught:
        wa.send_message(TO, "Olá")
    assert isinstance(caught.value, ERRORS[code])
    assert (caught.value.code, caught.value.details) == (code, "Porque sim.")
