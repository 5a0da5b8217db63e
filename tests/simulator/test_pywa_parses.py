"""Every body the simulator emits goes through pywa's signature check and becomes the type pywa has for it."""

import queue
from typing import Any

import pytest
from pywa import WhatsApp, errors, handlers, types
from pywa.types.media import Audio
from pywa.types.message_status import PricingType
from pywa.types.templates import TemplateStatus

from tests.simulator import files
from tests.simulator.bodies import GOOD
from tests.simulator.receiver import VERIFY_TOKEN, Receiver
from tests.simulator.running import APP_SECRET, DISPLAY, NUMBER, WABA, Running

ANSWERS = '{"nota":"5","flow_token":"t"}'
FILE = {"id": "900000000000001", "mime_type": "image/jpeg", "sha256": "4654+8g="}
HANDLERS = (
    handlers.MessageHandler,
    handlers.CallbackButtonHandler,
    handlers.CallbackSelectionHandler,
    handlers.FlowCompletionHandler,
    handlers.MessageStatusHandler,
    handlers.PhoneNumberChangeHandler,
    handlers.EditedMessageHandler,
    handlers.DeletedMessageHandler,
    handlers.TemplateStatusUpdateHandler,
    handlers.CallPermissionUpdateHandler,
)


class Listener:
    """pywa as a business would run it, minus the web server."""

    def __init__(self, received: Receiver) -> None:
        self._received, self._seen = received, 0
        self._updates: queue.Queue[Any] = queue.Queue()
        self.wa = WhatsApp(
            phone_id=NUMBER, token="x", waba_id=WABA, app_secret=APP_SECRET, verify_token=VERIFY_TOKEN, server=None
        )
        self.wa.add_handlers(*(handler(lambda _, update: self._updates.put(update)) for handler in HANDLERS))

    def next(self) -> Any:
        """The next update, as pywa understands it."""
        self._received.wait(lambda seen: len(seen.deliveries) > self._seen)
        delivery = self._received.deliveries[self._seen]
        self._seen += 1
        refusal = self.wa.webhook_update_validator(delivery.body, delivery.headers["X-Hub-Signature-256"])
        assert refusal is None
        assert self.wa.webhook_update_handler(delivery.body) == ("ok", 200)
        return self._updates.get(timeout=3)


@pytest.fixture
def listener(received: Receiver) -> Listener:
    return Listener(received)


@pytest.fixture
def ana(simulator: Running) -> dict[str, Any]:
    return simulator.customer(window="open", username="ana.souza")


def said(simulator: Running, listener: Listener, **message: Any) -> Any:
    wamid = simulator.say(**message)
    update = listener.next()
    assert (update.id, update.from_user.wa_id, update.from_user.name) == (wamid, "5511987654321", "Ana Souza")
    assert (update.metadata.phone_number_id, update.metadata.display_phone_number) == (NUMBER, DISPLAY)
    return update


@pytest.mark.usefixtures("ana")
def test_text_with_quote_forwarded_and_ad(simulator: Running, listener: Listener) -> None:
    text = {"type": "text", "text": {"body": "Olá/oi 🙌"}}
    plain = said(simulator, listener, **text)
    assert isinstance(plain, types.Message)
    assert (plain.type, plain.text) == (types.MessageType.TEXT, "Olá/oi 🙌")
    quoting = said(simulator, listener, **text, context={"from": DISPLAY, "id": "wamid.OUT"})
    assert quoting.reply_to_message.id == "wamid.OUT"
    assert said(simulator, listener, **text, context={"forwarded": True}).forwarded
    assert said(simulator, listener, **text, context={"frequently_forwarded": True}).forwarded_many_times
    ad = {
        "source_url": "https://fb.example/1",
        "source_id": "1",
        "source_type": "ad",
        "headline": "Café",
        "body": "20%",
        "media_type": "image",
        "image_url": "https://fb.example/i.jpg",
        "ctwa_clid": "c",
    }
    assert said(simulator, listener, **text, referral=ad).referral.headline == "Café"


@pytest.mark.usefixtures("ana")
@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("image", {"caption": "Foto"}),
        ("video", {"mime_type": "video/mp4", "caption": "Filme"}),
        ("document", {"mime_type": "application/pdf", "filename": "boleto.pdf"}),
        ("sticker", {"mime_type": "image/webp", "animated": True}),
        ("audio", {"mime_type": "audio/ogg; codecs=opus", "voice": True}),
    ],
)
def test_media(simulator: Running, listener: Listener, kind: str, content: dict[str, Any]) -> None:
    url = f"{simulator.url}/whatsapp_business/attachments/?mid=1"
    update = said(simulator, listener, type=kind, **{kind: {**FILE, "url": url, **content}})
    media = getattr(update, kind)
    assert update.type == kind
    assert (media.id, media.mime_type) == (FILE["id"], content.get("mime_type", FILE["mime_type"]))
    if "caption" in content:
        assert update.caption == content["caption"]
    if isinstance(media, Audio):
        assert media.voice


@pytest.mark.usefixtures("ana")
def test_location_contacts_reaction_order_unsupported(simulator: Running, listener: Listener) -> None:
    place = {"latitude": -23.56, "longitude": -46.65, "name": "Loja", "address": "Av. Paulista"}
    assert said(simulator, listener, type="location", location=place).location.name == "Loja"
    card = {"name": {"formatted_name": "Bia Reis", "first_name": "Bia"}, "phones": [{"phone": "+5511900000000"}]}
    assert said(simulator, listener, type="contacts", contacts=[card]).contacts[0].name.formatted_name == "Bia Reis"
    put = said(simulator, listener, type="reaction", reaction={"message_id": "wamid.OUT", "emoji": "👍"})
    assert (put.reaction.emoji, put.reaction.message_id) == ("👍", "wamid.OUT")
    gone = said(simulator, listener, type="reaction", reaction={"message_id": "wamid.OUT"})
    assert not gone.reaction.emoji
    item = {"product_retailer_id": "CAFE", "quantity": 2, "item_price": 30, "currency": "BRL"}
    order = said(simulator, listener, type="order", order={"catalog_id": "c", "text": "", "product_items": [item]})
    assert (order.order.products[0].sku, order.order.products[0].quantity) == ("CAFE", 2)
    problem = {
        "code": 131051,
        "title": "Message type unknown",
        "message": "Message type unknown",
        "error_data": {"details": "Message type is currently not supported."},
    }
    unsupported = said(simulator, listener, type="unsupported", errors=[problem], unsupported={"type": "poll_creation"})
    assert unsupported.type == types.MessageType.UNSUPPORTED
    assert isinstance(unsupported.error, errors.UnsupportedMessageType)


@pytest.mark.usefixtures("ana")
def test_answers_to_questions(simulator: Running, listener: Listener) -> None:
    context = {"from": DISPLAY, "id": "wamid.OUT"}
    button = said(
        simulator,
        listener,
        type="interactive",
        context=context,
        interactive={"type": "button_reply", "button_reply": {"id": "s", "title": "Sim"}},
    )
    assert isinstance(button, types.CallbackButton)
    assert (button.data, button.title) == ("s", "Sim")
    row = said(
        simulator,
        listener,
        type="interactive",
        context=context,
        interactive={"type": "list_reply", "list_reply": {"id": "2", "title": "Segunda via", "description": "Boleto"}},
    )
    assert isinstance(row, types.CallbackSelection)
    assert (row.data, row.description) == ("2", "Boleto")
    quick = said(simulator, listener, type="button", button={"payload": "PARAR", "text": "Parar"})
    assert isinstance(quick, types.CallbackButton)
    assert quick.data == "PARAR"
    form = said(
        simulator,
        listener,
        type="interactive",
        context=context,
        interactive={
            "type": "nfm_reply",
            "nfm_reply": {"name": "flow", "body": "Sent", "response_json": ANSWERS},
        },
    )
    assert isinstance(form, types.FlowCompletion)
    assert (form.response["nota"], form.token) == ("5", "t")
    call = said(
        simulator,
        listener,
        type="interactive",
        context=context,
        interactive={
            "type": "call_permission_reply",
            "call_permission_reply": {
                "response": "accept",
                "expiration_timestamp": "1795530000",
                "response_source": "user_action",
            },
        },
    )
    assert isinstance(call, types.CallPermissionUpdate)


@pytest.mark.usefixtures("ana")
def test_edits_and_deletions(simulator: Running, listener: Listener) -> None:
    edited = said(
        simulator,
        listener,
        type="edit",
        edit={"original_message_id": "wamid.IN", "message": {"type": "text", "text": {"body": "corrigido"}}},
    )
    assert isinstance(edited, types.EditedMessage)
    assert (edited.original_message_id, edited.message.text) == ("wamid.IN", "corrigido")
    deleted = said(simulator, listener, type="revoke", revoke={"original_message_id": "wamid.IN"})
    assert isinstance(deleted, types.DeletedMessage)
    assert deleted.original_message_id == "wamid.IN"


def test_hidden_phone(simulator: Running, listener: Listener) -> None:
    lia = simulator.customer("Lia", None, username="lia.br")
    simulator.say(customer="Lia")
    message = listener.next()
    assert (message.from_user.bsuid, message.from_user.wa_id, message.from_user.username) == (
        lia["user_id"],
        None,
        "lia.br",
    )


def test_new_phone(simulator: Running, listener: Listener, ana: dict[str, Any]) -> None:
    simulator.say()
    listener.next()
    changed = simulator.control("POST", "identities", {"customer": ana["id"], "wa_id": "5511900001111"})
    change = listener.next()
    assert isinstance(change, types.PhoneNumberChange)
    assert (change.old_wa_id, change.new_wa_id, change.new_user_id) == (
        "5511987654321",
        "5511900001111",
        changed["user_id"],
    )


def test_statuses(simulator: Running, listener: Listener, ana: dict[str, Any]) -> None:
    wamid = simulator.send_text(biz_opaque_callback_data="m-42")
    sent, delivered = listener.next(), listener.next()
    simulator.control("POST", "reads", {"customer": ana["id"]})
    read = listener.next()
    simulator.control("POST", "statuses", {"wamid": wamid, "status": "played"})
    found = [sent, delivered, read, listener.next()]
    assert all(isinstance(status, types.MessageStatus) for status in found)
    assert [status.status for status in found] == ["sent", "delivered", "read", "played"]
    assert {status.tracker for status in found} == {"m-42"}
    assert {status.id for status in found} == {wamid}
    assert {status.from_user.wa_id for status in found} == {"5511987654321"}
    assert delivered.pricing.type == PricingType.FREE_CUSTOMER_SERVICE
    assert not delivered.pricing.billable
    assert delivered.conversation is None


def test_statuses_of_older_webhooks(simulator: Running, listener: Listener, ana: dict[str, Any]) -> None:
    simulator.switch(webhook_version=23)
    simulator.send_text()
    assert listener.next().conversation.expiration is not None


def test_failed_status(simulator: Running, listener: Listener, ana: dict[str, Any]) -> None:
    # pywa 4.5.0 wants contacts on every status, as older captures have them; Meta's page of 2026-09 has none.
    simulator.switch(failed_contacts=True, errors_arrive="status")
    simulator.control("PATCH", f"customers/{ana['id']}", {"window": "closed"})
    simulator.send_text(biz_opaque_callback_data="m-43")
    failed = listener.next()
    assert failed.status == types.MessageStatusType.FAILED
    assert isinstance(failed.error, errors.ReEngagementMessage)
    assert failed.tracker == "m-43"


def test_template_decision(simulator: Running, listener: Listener) -> None:
    body = {"type": "BODY", "text": "Chegou."}
    new = {"name": "aviso", "language": "pt_BR", "category": "UTILITY", "components": [body]}
    made = simulator.graph("POST", f"{WABA}/message_templates", json=new).json()
    update = listener.next()
    assert isinstance(update, types.TemplateStatusUpdate)
    assert (update.template_name, str(update.template_id)) == ("aviso", made["id"])
    assert update.new_status == TemplateStatus.APPROVED


def tapped(simulator: Running, listener: Listener, ana: dict[str, Any], path: str, **traits: Any) -> Any:
    """The customer does it on their phone's page; what pywa makes of the webhook."""
    chat = f"{simulator.url}/phone/chats/{ana['id']}/{NUMBER}/{path}"
    answer = simulator.http.post(chat, **traits)
    assert answer.status_code == 201, answer.text
    return listener.next()


def asked(simulator: Running, listener: Listener, kind: str) -> str:
    """A question of the business, and its two statuses out of the way."""
    wamid = simulator.send(**GOOD[kind]).json()["messages"][0]["id"]
    assert [listener.next().status.value for _ in range(2)] == ["sent", "delivered"]
    return wamid


def test_taps_of_the_phone(simulator: Running, listener: Listener, ana: dict[str, Any]) -> None:
    button = asked(simulator, listener, "buttons")
    pressed = tapped(simulator, listener, ana, "taps", json={"wamid": button, "choice": 0})
    assert isinstance(pressed, types.CallbackButton)
    assert (pressed.data, pressed.title, pressed.reply_to_message.id) == ("b0", "Sim", button)
    rows = asked(simulator, listener, "list")
    selected = tapped(simulator, listener, ana, "taps", json={"wamid": rows, "choice": 3})
    assert isinstance(selected, types.CallbackSelection)
    assert selected.title == "Linha 3"
    flow = asked(simulator, listener, "flow")
    filled = tapped(simulator, listener, ana, "taps", json={"wamid": flow, "choice": 0, "fields": {"nome": "Ana"}})
    assert isinstance(filled, types.FlowCompletion)
    assert filled.response["nome"] == "Ana"
    permission = asked(simulator, listener, "call permission")
    allowed = tapped(simulator, listener, ana, "taps", json={"wamid": permission, "choice": 2})
    assert isinstance(allowed, types.CallPermissionUpdate)
    product = asked(simulator, listener, "product")
    order = tapped(simulator, listener, ana, "taps", json={"wamid": product, "choice": 0})
    assert [item.sku for item in order.order.products] == ["p1"]


@pytest.mark.parametrize("kind", ["image", "video", "audio", "voice", "document", "sticker"])
def test_files_of_the_phone(simulator: Running, listener: Listener, ana: dict[str, Any], kind: str) -> None:
    made = {
        "image": (files.picture(), "image/jpeg"),
        "video": (files.film(), "video/mp4"),
        "audio": (files.sound(), "audio/ogg"),
        "voice": (files.sound("webm"), "audio/webm"),
        "document": (files.PDF, "application/pdf"),
        "sticker": (files.picture("PNG"), "image/png"),
    }
    content, mime = made[kind]
    file = {"file": ("arquivo", content, mime)}
    message = tapped(simulator, listener, ana, "files", files=file, data={"kind": kind})
    assert message.type == ("audio" if kind == "voice" else kind)
    media = getattr(message, message.type.value)
    assert simulator.graph("GET", media.id).json()["mime_type"] == media.mime_type
    if message.type.value == "audio":
        assert media.voice is (kind == "voice")


def test_corrections_of_the_phone(simulator: Running, listener: Listener, ana: dict[str, Any]) -> None:
    wamid = simulator.say("Olá")
    listener.next()
    edited = tapped(simulator, listener, ana, "edits", json={"wamid": wamid, "text": "Oi"})
    assert isinstance(edited, types.EditedMessage)
    deleted = tapped(simulator, listener, ana, "deletions", json={"wamid": wamid})
    assert isinstance(deleted, types.DeletedMessage)
    place = tapped(simulator, listener, ana, "messages", json={"location": {"latitude": -23.5, "longitude": -46.6}})
    assert (place.location.latitude, place.location.longitude) == (-23.5, -46.6)
    person = {"name": "Bia Reis", "phone": "+55 11 97777-6666"}
    card = tapped(simulator, listener, ana, "messages", json={"contacts": [person]})
    assert card.contacts[0].name.formatted_name == "Bia Reis"
