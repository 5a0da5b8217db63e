"""Details of single kinds that the registry's tests do not see."""

import pytest

from chatapp import kinds
from chatapp.kinds import Preview, Reaction
from tests.whatsapp import webhooks


def received(name: str) -> kinds.Kind:
    return kinds.read(webhooks.value(name)["messages"][0])


@pytest.mark.parametrize("name", ["reaction_removed", "reaction_removed_empty"])
def test_a_reaction_is_removed_by_no_emoji_and_by_an_empty_one(name):
    kind = received(name)
    assert isinstance(kind, Reaction)
    assert kind.emoji is None
    assert kind.target == received("reaction").target


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("form_reply_without_token", "form_reply"),
        ("form_reply_address", "form_reply"),
        ("quick_reply_without_context", "quick_reply"),
        ("image_without_url", "image"),
        ("unknown_ephemeral", "unknown"),
        ("interactive_without_content", "unknown"),
        ("unsupported_unavailable", "unsupported"),
    ],
)
def test_variants_keep_their_kind(name, kind):
    assert received(name).name == kind


def test_previews_fall_back_from_words_to_label():
    assert received("document_without_name").preview == Preview("file-text", "Document")
    assert received("location_own").preview == Preview("map-pin", "Location")
    assert received("contacts_without_name").preview == Preview("contact", "Contact", "+55 41 99123-4567")
    assert received("call_permission_reply_no").preview == Preview("phone", "Did not allow calls")


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("system_number_changed", "The customer changed their phone number"),
        ("system_number_changed_old_name", "The customer changed their phone number"),
        ("system_user_id_changed", "The customer's WhatsApp identifier changed"),
        ("system_identity_changed", "The customer's security code changed"),
    ],
)
def test_system_lines_speak_in_our_words(name, label):
    assert received(name).preview == Preview("info", label)


def test_content_is_kept_as_meta_sent_it():
    message = webhooks.value("image")["messages"][0]
    assert kinds.read(message).to_stored() == message["image"]
    assert received("contacts_requested").content["origin"] == "contact_request"
    assert received("system_identity_changed").content["identity"]["hash"] == "b64Zk3"
    assert received("unsupported_with_type").content["type"] == "poll_creation"
    assert received("unsupported").content["errors"][0]["code"] == 131051
