"""Every webhook body of the fixtures, and the facts it must give."""

from datetime import UTC, datetime

import pytest

from chatapp.kinds import MessageStatus
from chatapp.whatsapp.customer import Customer
from chatapp.whatsapp.facts import (
    AccountEvent,
    CallEvent,
    IdentityChange,
    InboundMessage,
    MessageEcho,
    MessageEdit,
    MessageReaction,
    MessageRevoke,
    StatusUpdate,
    UserPreference,
    WebhookError,
)
from chatapp.whatsapp.webhook import parse
from tests.whatsapp import webhooks

ANA = Customer("5511988772841", "BR.7301946625518840", None, None, "Ana Beatriz Moreira")
LIA = Customer(None, "BR.9914402276630158", None, "lia.pinheiro", "Lia")
ANA_UNNAMED = Customer("5511988772841", "BR.7301946625518840")
JOAO_OLD = Customer("553188210467", "BR.5528817304419026", "BR.ENT.118157001")
JOAO_NEW = Customer("553197340055", "BR.6640018823907715", "BR.ENT.118157992")
OURS = "wamid.HBgNNTUxMTk4ODc3Mjg0MRUCABEYEjlF0UR5"
ORIGINAL = "wamid.HBgNNTUxMTk4ODc3Mjg0MRUCABIYFDNBORIGINALAA=="
CALLBACK = "0b6f1c1e-6a34-4a0e-9c55-3f3f5f0c7a11"
GROUP = "Y2FwaV9ncm91cDoxMjM0"


def at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def message(kind: str, **fields):
    return (InboundMessage, {"kind.name": kind, "customer": ANA, "sent_at": at(1795430400), "outgoing": False} | fields)


def echo(fact: type, **fields):
    return (fact, {"customer": ANA, "outgoing": True, "sent_at": at(1795430600)} | fields)


def status(name: str, seconds: int, **fields):
    expected = {"wamid": OURS, "status": MessageStatus[name], "occurred_at": at(seconds), "customer": ANA}
    return (StatusUpdate, expected | fields)


def event(field: str, name: str | None = None, number: str | None = None):
    return (AccountEvent, {"field": field, "event": name, "phone_number_id": number, "occurred_at": at(1795431000)})


NUMBER = "402917735561208"

EXPECTED = {
    "text": [message("text", quoted_wamid=None, forwarded=False, referral=None, group_id=None)],
    "text_phone_hidden": [message("text", customer=LIA)],
    "text_quoting": [message("text", quoted_wamid=OURS)],
    "text_forwarded": [message("text", forwarded=True, forwarded_often=False, quoted_wamid=None)],
    "text_forwarded_often": [message("text", forwarded=True, forwarded_often=True)],
    "text_from_ad": [message("text", **{"referral.source_id": "120211874400310"})],
    "text_about_product": [message("text", **{"referred_product.product_retailer_id": "TENIS-42-AZUL"})],
    "text_in_group": [message("text", group_id=GROUP)],
    "image": [message("image", **{"kind.file.media.id": "1013859600285441"})],
    "image_without_url": [message("image")],
    "video": [message("video")],
    "audio": [message("audio")],
    "voice": [message("voice", quoted_wamid=OURS)],
    "document": [message("document", **{"kind.file.name": "comprovante-pix.pdf"})],
    "document_without_name": [message("document")],
    "sticker": [message("sticker")],
    "location": [message("location")],
    "location_own": [message("location", quoted_wamid=OURS)],
    "contacts": [message("contacts")],
    "contacts_without_name": [message("contacts")],
    "contacts_requested": [message("contacts", customer=LIA)],
    "button_reply": [message("button_reply", quoted_wamid=OURS, **{"kind.content.id": "confirmar"})],
    "list_reply": [message("list_reply")],
    "form_reply": [message("form_reply")],
    "form_reply_without_token": [message("form_reply")],
    "form_reply_address": [message("form_reply")],
    "call_permission_reply": [message("call_permission_reply")],
    "call_permission_reply_no": [message("call_permission_reply")],
    "product_reply": [message("product_reply")],
    "quick_reply": [message("quick_reply", quoted_wamid=OURS, **{"kind.content.payload": "remarcar:311"})],
    "quick_reply_without_context": [message("quick_reply", quoted_wamid=None)],
    "order": [message("order")],
    "unsupported": [message("unsupported", **{"errors.0.code": 131051})],
    "unsupported_with_type": [message("unsupported")],
    "unsupported_unavailable": [message("unsupported", **{"errors.0.code": 131060})],
    "unknown": [message("unknown", **{"kind.type": "hologram", "kind.content.hologram.depth": 3})],
    "unknown_ephemeral": [message("unknown", **{"kind.type": "ephemeral"})],
    "interactive_without_content": [
        message("unsupported", quoted_wamid=OURS, **{"kind.type": "interactive"}),
        (WebhookError, {"error.code": 131000, "error.details": "Unsupported webhook payload"}),
    ],
    "reaction": [(MessageReaction, {"target_wamid": OURS, "emoji": "❤️", "customer": ANA, "outgoing": False})],
    "reaction_removed": [(MessageReaction, {"target_wamid": OURS, "emoji": None})],
    "reaction_removed_empty": [(MessageReaction, {"target_wamid": OURS, "emoji": None})],
    "edit": [(MessageEdit, {"target_wamid": ORIGINAL, "kind.body": "O pedido é o 48231, não 48213"})],
    "edit_caption": [(MessageEdit, {"target_wamid": ORIGINAL, "kind.name": "image"})],
    "revoke": [(MessageRevoke, {"target_wamid": ORIGINAL, "customer": ANA, "outgoing": False})],
    "system": [message("system", customer=ANA, sent_at=at(1795430460))],
    "system_number_changed": [
        (IdentityChange, {"change": "user_changed_number", "customer": JOAO_OLD, "after": JOAO_NEW})
    ],
    "system_user_id_changed": [
        (
            IdentityChange,
            {"customer": Customer(None, LIA.bsuid), "after": Customer(None, "BR.1020304050607080")},
        )
    ],
    "system_number_changed_old_name": [
        (IdentityChange, {"customer": Customer("553188210467"), "after": Customer("553197340055")})
    ],
    "system_identity_changed": [
        (IdentityChange, {"change": "customer_identity_changed", "customer": ANA, "after": ANA, "kind.name": "system"})
    ],
    "status_sent": [status("SENT", 1795430410, callback_data=CALLBACK, pricing=None, conversation=None, errors=())],
    "status_delivered": [status("DELIVERED", 1795430411, **{"pricing.type": "free_customer_service"})],
    "status_read": [status("READ", 1795430420, callback_data=None)],
    "status_played": [status("PLAYED", 1795430431)],
    "status_failed": [
        status(
            "FAILED",
            1795430412,
            customer=Customer("5511988772841"),
            callback_data=CALLBACK,
            **{"errors.0.code": 131047, "errors.0.title": "Re-engagement message"},
        )
    ],
    "status_failed_plain_error_data": [
        status(
            "FAILED",
            1795430412,
            customer=Customer(),
            **{"errors.0.code": 131026, "errors.0.details": "Receiver is incapable of receiving this message"},
        )
    ],
    "status_phone_hidden": [status("READ", 1795430421, customer=LIA)],
    "status_sent_free_entry_point": [
        status("SENT", 1795430410, **{"conversation.origin.type": "referral_conversion", "pricing.billable": False})
    ],
    "status_in_group": [status("DELIVERED", 1795430415, group_id=GROUP, customer=ANA)],
    "value_error": [(WebhookError, {"error.code": 130429, "error.title": "Rate limit hit"})],
    "user_actions": [(AccountEvent, {"field": "messages.user_actions", "phone_number_id": NUMBER})],
    "echo_text": [echo(MessageEcho, **{"kind.body": "Oi Ana, aqui é a Paula da loja 😊", "quoted_wamid": None})],
    "echo_image_quoting": [echo(MessageEcho, quoted_wamid=ORIGINAL, **{"kind.name": "image"})],
    "buttons": [echo(MessageEcho, **{"kind.buttons.1.title": "Outro dia", "kind.header.file.media_kind": "image"})],
    "list": [echo(MessageEcho, **{"kind.sections.1.rows.0.id": "troca", "kind.button": "Ver opções"})],
    "link_button": [echo(MessageEcho, **{"kind.url": "https://loja.example/pedidos/48213"})],
    "location_request": [echo(MessageEcho, **{"kind.name": "location_request"})],
    "contact_request": [echo(MessageEcho, **{"kind.name": "contact_request"})],
    "flow": [echo(MessageEcho, **{"kind.flow_id": "1208441730559917", "kind.screen": "DIAS"})],
    "product": [echo(MessageEcho, **{"kind.name": "product", "kind.product_id": "TENIS-42-AZUL"})],
    "product_list": [echo(MessageEcho, **{"kind.sections.1.products.1": "MEIA-PRETA"})],
    "catalog": [echo(MessageEcho, **{"kind.product_id": "TENIS-42-AZUL"})],
    "carousel": [echo(MessageEcho, **{"kind.cards.1.buttons.0.id": "tenis-verde"})],
    "voice_call": [echo(MessageEcho, **{"kind.minutes": 1440})],
    "template": [echo(MessageEcho, **{"kind.template": "pedido_enviado", "kind.body.pedido": "48213"})],
    "echo_reaction": [echo(MessageReaction, target_wamid=ORIGINAL, emoji="🙏")],
    "echo_edit": [echo(MessageEdit, target_wamid=ORIGINAL)],
    "echo_revoke": [echo(MessageRevoke, target_wamid=ORIGINAL)],
    "call": [(CallEvent, {"event": "connect", "outgoing": False, "customer": ANA, "occurred_at": at(1795430700)})],
    "call_from_company": [(CallEvent, {"event": "connect", "outgoing": True, "customer": ANA})],
    "call_ended": [
        (CallEvent, {"event": "terminate", "outcome": "COMPLETED", "duration": 95, "kind.name": "call"}),
        (WebhookError, {"error.code": 138000}),
    ],
    "call_accepted": [
        (CallEvent, {"event": "accepted", "outgoing": True, "customer": ANA, "callback_data": "ligar:7"})
    ],
    "preference_stop": [
        (UserPreference, {"value": "stop", "category": "marketing_messages", "customer": ANA, "signup_id": None})
    ],
    "preference_resume": [(UserPreference, {"value": "resume", "occurred_at": at(1795430950)})],
    "preference_signup": [(UserPreference, {"value": "signup", "signup_id": "loja-sp-2026"})],
    "field_account_update": [event("account_update", "ACCOUNT_RESTRICTION")],
    "field_account_review_update": [event("account_review_update")],
    "field_account_alerts": [event("account_alerts")],
    "field_business_capability_update": [event("business_capability_update")],
    "field_phone_number_quality_update": [event("phone_number_quality_update", "THROUGHPUT_UPGRADE")],
    "field_phone_number_name_update": [event("phone_number_name_update")],
    "field_security": [event("security", "PIN_CHANGED")],
    "field_message_template_status_update": [event("message_template_status_update", "REJECTED")],
    "field_message_template_quality_update": [event("message_template_quality_update")],
    "field_message_template_components_update": [event("message_template_components_update")],
    "field_template_category_update": [event("template_category_update")],
    "field_template_correct_category_detection": [event("template_correct_category_detection")],
    "field_flows": [event("flows", "FLOW_STATUS_CHANGE")],
    "field_history": [event("history", number=NUMBER)],
    "field_smb_app_state_sync": [event("smb_app_state_sync", number=NUMBER)],
    "field_business_username_update": [event("business_username_update")],
    "field_messaging_handovers": [event("messaging_handovers", number=NUMBER)],
    "field_standby": [event("standby", number=NUMBER)],
    "field_message_echoes": [event("message_echoes", number=NUMBER)],
    "field_automatic_events": [event("automatic_events", number=NUMBER)],
    "field_partner_solutions": [event("partner_solutions", "SOLUTION_CREATED")],
    "field_payment_configuration_update": [event("payment_configuration_update")],
    "field_group_lifecycle_update": [event("group_lifecycle_update", number=NUMBER)],
    "field_group_participants_update": [event("group_participants_update", number=NUMBER)],
    "field_group_settings_update": [event("group_settings_update", number=NUMBER)],
    "field_group_status_update": [event("group_status_update", number=NUMBER)],
    "field_of_the_future": [event("field_of_the_future", "SOMETHING")],
}

BATCH = "batch_with_broken_parts"  # test_webhook.py


def found(fact: object, path: str) -> object:
    """The value at a dotted path of attributes, keys and indexes."""
    for step in path.split("."):
        if isinstance(fact, dict):
            fact = fact[step]
        elif isinstance(fact, tuple):
            fact = fact[int(step)]
        else:
            fact = getattr(fact, step)
    return fact


def test_every_body_has_its_expectation():
    assert set(EXPECTED) == set(webhooks.names()) - {BATCH}


@pytest.mark.parametrize("name", EXPECTED)
def test_facts(name):
    facts = parse(webhooks.body(name))
    assert [type(fact) for fact in facts] == [fact for fact, _ in EXPECTED[name]]
    for fact, (_, fields) in zip(facts, EXPECTED[name], strict=True):
        assert {path: found(fact, path) for path in fields} == fields
        assert fact.waba_id == "318845021764090"
        assert fact.path.startswith("entry[0].changes[0]")


@pytest.mark.parametrize("name", [name for name in EXPECTED if not name.startswith("field_")])
def test_facts_of_a_number_name_it_and_keep_what_came(name):
    for fact in parse(webhooks.body(name)):
        assert fact.phone_number_id == NUMBER
        assert fact.raw
