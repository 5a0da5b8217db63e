"""Limited-time offers, carousels and one-time codes: what is written becomes what Meta takes, and nothing else does."""

import copy
from typing import Any

import pytest

from chatapp.message_templates.authoring.draft import Draft
from chatapp.models import MessageTemplate
from chatapp.simulator.errors import GraphError
from chatapp.simulator.message_templates.codes import written_out
from chatapp.simulator.message_templates.creation import check_creation

MADE = {"name": "x", "language": "pt_BR", "category": "MARKETING"}
LINK = {"type": "URL", "text": "Ver", "url": "https://loja.example/{{1}}", "sample": "9"}
FLOW = {"type": "FLOW", "text": "Abrir", "flow_id": "1"}
OFFER = {
    **MADE,
    "header": {"type": "IMAGE", "handle": "4::x"},
    "body": {"text": "Oi {{1}}, só hoje.", "samples": {"1": "Ana"}},
    "offer": {"title": "Corra", "expires": True},
    "buttons": [{"type": "COPY_CODE", "sample": "CAFE15"}, LINK],
}
CARD = {
    "header": {"handle": "4::x"},
    "body": {"text": "Por {{1}} reais.", "samples": {"1": "5"}},
    "buttons": [{"type": "QUICK_REPLY", "text": "Quero"}, LINK],
}
CAROUSEL = {
    **MADE,
    "body": {"text": "Escolha, {{1}}.", "samples": {"1": "Ana"}},
    "card_header": "VIDEO",
    "cards": [copy.deepcopy(CARD), copy.deepcopy(CARD)],
}
APP = {"package": "com.example.loja", "hash": "K8a/AINcGX7"}
CODE = {
    **MADE,
    "category": "AUTHENTICATION",
    "code": {"type": "ZERO_TAP", "minutes": 5, "terms": "yes", "autofill": "Preencher", "apps": [APP]},
}
GOOD = {"offer": OFFER, "carousel": CAROUSEL, "code": CODE}


def changed(build: str, path: str, value: Any) -> dict[str, Any]:
    """The good one with something else at `path`; None takes it out."""
    content = copy.deepcopy(GOOD[build])
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    inner: Any = content
    for step in way:
        inner = inner[step]
    if value is None:
        del inner[last]
    else:
        inner[last] = value
    return content


@pytest.mark.parametrize("build", GOOD)
def test_a_good_one_is_what_meta_takes_and_comes_back_into_the_form(build: str):
    draft = Draft.from_content(GOOD[build])
    assert draft.check() == []
    document = draft.document()
    check_creation(document)
    row = MessageTemplate(**{key: document[key] for key in ("name", "language", "category", "components")})
    again = Draft.of(row)
    assert Draft.from_content(again.to_content()) == again
    assert {fault.code for fault in again.check()} <= {"no_sample_file"}


#: What is wrong; where the form says so, and how. Meta refuses each of them too.
WRONG = [
    ("offer", "category", "UTILITY", "category", "marketing_only"),
    ("offer", "header.type", "DOCUMENT", "header.type", "bad_choice"),
    ("offer", "header.handle", None, "header.media_id", "no_sample_file"),
    ("offer", "body.text", "a" * 601, "body.text", "too_long"),
    ("offer", "footer", "Loja", "footer", "not_allowed"),
    ("offer", "offer.title", "a" * 17, "offer.title", "too_long"),
    ("offer", "offer.title", "", "offer.title", "required"),
    ("offer", "buttons.1", None, "buttons", "offer_needs_link"),
    ("offer", "buttons.0", None, "buttons", "offer_needs_code"),
    ("offer", "buttons", [LINK, {"type": "COPY_CODE", "sample": "A"}], "buttons", "code_first"),
    ("offer", "buttons.0", {"type": "QUICK_REPLY", "text": "Oi"}, "buttons.0.type", "bad_choice"),
    ("carousel", "category", "UTILITY", "category", "marketing_only"),
    ("carousel", "header", {"type": "IMAGE", "handle": "4::x"}, "header.type", "not_allowed"),
    ("carousel", "footer", "Loja", "footer", "not_allowed"),
    ("carousel", "buttons", [LINK], "buttons", "not_allowed"),
    ("carousel", "body.text", "a" * 1025, "body.text", "too_long"),
    ("carousel", "cards.1", None, "cards", "too_few"),
    ("carousel", "cards", [CARD] * 11, "cards", "too_many"),
    ("carousel", "cards.1.header.type", "IMAGE", "cards.1.header.type", "unlike_first_card"),
    ("carousel", "card_header", "DOCUMENT", "cards.0.header.type", "bad_choice"),
    ("carousel", "cards.1.header.handle", None, "cards.1.header.media_id", "no_sample_file"),
    ("carousel", "cards.1.body", None, "cards.1.body.text", "unlike_first_card"),
    ("carousel", "cards.0.body.text", "a" * 161, "cards.0.body.text", "too_long"),
    ("carousel", "cards.0.body.samples.1", "", "cards.0.body.samples.1", "required"),
    ("carousel", "cards.1.buttons.0", None, "cards.1.buttons", "unlike_first_card"),
    ("carousel", "cards.0.buttons", [], "cards.0.buttons", "too_few"),
    ("carousel", "cards.0.buttons.0.text", "a" * 26, "cards.0.buttons.0.text", "too_long"),
    ("carousel", "cards.0.buttons.0", FLOW, "cards.0.buttons.0.type", "bad_choice"),
    ("code", "code.type", "SMS", "code.type", "bad_choice"),
    ("code", "code.minutes", 91, "code.minutes", "too_large"),
    ("code", "code.autofill", "a" * 26, "code.autofill", "too_long"),
    ("code", "code.apps", [], "code.apps", "too_few"),
    ("code", "code.apps", [APP] * 6, "code.apps", "too_many"),
    ("code", "code.apps.0.package", "loja", "code.apps.0.package", "bad_package"),
    ("code", "code.apps.0.hash", "short", "code.apps.0.hash", "bad_hash"),
    ("code", "code.terms", None, "code.terms", "terms_needed"),
]  # fmt: skip


@pytest.mark.parametrize(("build", "path", "value", "field", "code"), WRONG)
def test_what_meta_would_refuse(build: str, path: str, value: Any, field: str, code: str):
    draft = Draft.from_content(changed(build, path, value))
    assert (field, code) in [(fault.field, fault.code) for fault in draft.check()]
    with pytest.raises(GraphError):
        check_creation(draft.document())


def test_an_offer_that_does_not_end_needs_no_code():
    draft = Draft.from_content({**OFFER, "offer": {"title": "Corra", "expires": "no"}, "buttons": [LINK]})
    assert draft.check() == []
    check_creation(draft.document())


def test_variables_of_cards_and_body_are_written_alike():
    content = changed("carousel", "cards.1.body", {"text": "Por {{preco}} reais.", "samples": {"preco": "5"}})
    faults = Draft.from_content(content).check()
    assert [(fault.field, fault.code) for fault in faults] == [("cards.1.body.text", "variables_mixed")]


def test_codes_that_meta_has_written_out_come_back_into_the_form():
    made = Draft.from_content(CODE)
    shown = written_out(made.document()["components"], "pt_BR")
    row = MessageTemplate(name="x", language="pt_BR", category="AUTHENTICATION", components=shown)
    again = Draft.of(row).code
    assert (again.type, again.minutes, again.autofill, again.apps) == ("ZERO_TAP", 5, "Preencher", made.code.apps)
