"""What is posted to Meta."""

import pytest

from chatapp.kinds import REGISTRY, NotSendable, Text
from chatapp.whatsapp import envelope


def test_a_text_to_a_phone():
    payload = envelope.message(Text("Bom dia!"), wa_id="5511988772841", bsuid="BR.7", callback_data="7c1d")
    assert payload == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "+5511988772841",
        "biz_opaque_callback_data": "7c1d",
        "type": "text",
        "text": {"preview_url": False, "body": "Bom dia!"},
    }


def test_a_quoting_text_to_a_customer_without_phone():
    payload = envelope.message(Text("Sim"), bsuid="BR.7301946625518840", quoted="wamid.IN1")
    assert payload["recipient"] == "BR.7301946625518840"
    assert payload["context"] == {"message_id": "wamid.IN1"}
    assert "to" not in payload
    assert "biz_opaque_callback_data" not in payload


def test_a_message_to_nobody_is_refused():
    with pytest.raises(ValueError, match="phone number or a BSUID"):
        envelope.message(Text("Sim"))


def test_callback_data_has_a_limit():
    assert envelope.message(Text("a"), wa_id="55", callback_data="x" * 512)["biz_opaque_callback_data"] == "x" * 512
    with pytest.raises(ValueError, match="512"):
        envelope.message(Text("a"), wa_id="55", callback_data="x" * 513)


def test_what_is_only_received_cannot_be_sent():
    with pytest.raises(NotSendable):
        envelope.message(REGISTRY["system"]({}), wa_id="55")
