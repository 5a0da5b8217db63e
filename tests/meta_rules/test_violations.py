"""The judge is judged: Meta's own examples pass, and what breaks a rule is named."""

import pytest

from tests.meta_rules import violations

TO = {"messaging_product": "whatsapp", "to": "+5511987654321"}


def interactive(**content: object) -> dict:
    return {**TO, "type": "interactive", "interactive": content}


BUTTONS = interactive(
    type="button",
    header={"type": "text", "text": "Pedido 10"},
    body={"text": "Confirma?"},
    footer={"text": "Loja X"},
    action={"buttons": [{"type": "reply", "reply": {"id": "ok", "title": "Sim"}}]},
)
TEMPLATE = {
    **TO,
    "type": "template",
    "template": {
        "name": "order_update",
        "language": {"code": "pt_BR"},
        "components": [
            {"type": "header", "parameters": [{"type": "image", "image": {"id": "9001"}}]},
            {"type": "body", "parameters": [{"type": "text", "parameter_name": "first_name", "text": "Ana"}]},
            {
                "type": "button",
                "sub_type": "quick_reply",
                "index": "0",
                "parameters": [{"type": "payload", "payload": "STOP"}],
            },
        ],
    },
}


@pytest.mark.parametrize(
    "payload",
    [
        {**TO, "recipient_type": "individual", "type": "text", "context": {"message_id": "wamid.IN1"}}
        | {"biz_opaque_callback_data": "msg:42", "text": {"preview_url": False, "body": "Bom dia!"}},
        {**TO, "type": "audio", "audio": {"id": "1013859600285441", "voice": True}},
        {"messaging_product": "whatsapp", "recipient": "BR.13491208655302741918", "type": "document"}
        | {"document": {"id": "137", "filename": "boleto.pdf", "caption": "Segue"}},
        {**TO, "type": "reaction", "reaction": {"message_id": "wamid.IN1", "emoji": "👍"}},
        BUTTONS,
        TEMPLATE,
    ],
)
def test_meta_s_examples_pass(payload):
    assert violations(payload) == []


@pytest.mark.parametrize(
    ("payload", "violation"),
    [
        ({**TO, "type": "fax"}, "message.type: 'fax' is not documented"),
        ({"messaging_product": "whatsapp", "type": "text", "text": {"body": "a"}}, "message: goes to nobody"),
        (
            {**TO, "to": "11987654321", "type": "text", "text": {"body": "a"}},
            "message.to: '11987654321' does not match",
        ),
        ({**TO, "type": "text", "text": {"body": "a" * 4097}}, "message.text.body: has 4097 characters"),
        ({**TO, "type": "text", "text": {"body": " "}}, "message.text.body: is blank"),
        ({**TO, "type": "text", "text": {"body": "a", "bold": True}}, "message.text.bold: is not documented"),
        ({**TO, "type": "image", "image": {}}, "message.image: needs exactly one of id and link"),
        ({**TO, "type": "audio", "audio": {"id": "1", "caption": "a"}}, "message.audio.caption: is not documented"),
        (
            {**TO, "type": "location", "location": {"latitude": "91", "longitude": "0"}},
            "message.location.latitude: 91 is",
        ),
        (
            {**TO, "type": "contacts", "contacts": [{"name": {"formatted_name": "A"}}]},
            "message.contacts[0].name: needs",
        ),
        (
            interactive(**BUTTONS["interactive"] | {"footer": {"text": "a" * 61}}),
            "message.interactive.footer.text: has 61",
        ),
        (
            interactive(
                **BUTTONS["interactive"] | {"action": {"buttons": BUTTONS["interactive"]["action"]["buttons"] * 2}}
            ),
            "message.interactive.action: an id is there twice",
        ),
        (interactive(type="poll"), "message.interactive.type: 'poll' is not documented"),
        (
            {**TEMPLATE, "template": TEMPLATE["template"] | {"language": {"code": "português"}}},
            "message.template.language.code: 'português' does not match",
        ),
        (
            {**TO, "type": "reaction", "reaction": {"message_id": "a", "emoji": ""}, "context": {"message_id": "b"}},
            "message.context: reactions quote nothing",
        ),
    ],
)
def test_what_breaks_a_rule_is_named(payload, violation):
    assert [found for found in violations(payload) if found.startswith(violation)]
