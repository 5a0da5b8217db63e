"""Meta's rules for new templates, known before Meta is asked."""

import pytest

from chatapp.message_templates.authoring.draft import Draft
from chatapp.models import MessageTemplate
from chatapp.simulator.message_templates.creation import check_creation
from tests.message_templates.samples import BUILDS

GOOD = {
    "name": "pedido_enviado",
    "language": "pt_BR",
    "category": "UTILITY",
    "header": {"type": "TEXT", "text": "Pedido {{1}}", "samples": {"1": "10"}},
    "body": {"text": "Olá {{1}}, o pedido {{2}} saiu.", "samples": {"1": "Ana", "2": "10"}},
    "footer": "Torra Café",
    "buttons": [
        {"type": "QUICK_REPLY", "text": "Obrigada"},
        {"type": "URL", "text": "Acompanhar", "url": "https://loja.example/{{1}}", "sample": "10"},
        {"type": "PHONE_NUMBER", "text": "Ligar", "phone": "+55 11 4000-0001"},
        {"type": "COPY_CODE", "sample": "SEMANA20"},
    ],
}


def changed(path: str, value: object) -> dict:
    """GOOD with something else at `path`."""
    first, _, rest = path.partition(".")
    if not rest:
        return {**GOOD, first: value}
    if first == "buttons":
        place, _, name = rest.partition(".")
        listed = [dict(button) for button in GOOD["buttons"]]
        listed[int(place)][name] = value
        return {**GOOD, "buttons": listed}
    return {**GOOD, first: {**GOOD[first], rest: value}}


def test_a_good_one_is_what_meta_takes():
    draft = Draft.from_content(GOOD)
    assert draft.check() == []
    document = draft.document()
    check_creation(document)
    header, body, footer, buttons = document["components"]
    assert header["example"] == {"header_text": ["10"]}
    assert body["example"] == {"body_text": [["Ana", "10"]]}
    assert footer == {"type": "FOOTER", "text": "Torra Café"}
    assert buttons["buttons"][1]["example"] == ["https://loja.example/10"]


def test_named_variables():
    written = {"text": "Olá {{nome}}, tudo bem?", "samples": {"nome": "Ana"}}
    document = Draft.from_content({**GOOD, "header": None, "body": written}).document()
    check_creation(document)
    assert document["parameter_format"] == "NAMED"
    assert document["components"][0]["example"] == {
        "body_text_named_params": [{"param_name": "nome", "example": "Ana"}]
    }


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("name", "Pedido Enviado", "bad_name"),
        ("name", "", "required"),
        ("name", "a" * 513, "too_long"),
        ("language", "xx", "bad_choice"),
        ("category", "SPAM", "bad_choice"),
        ("header.type", "GIF", "bad_choice"),
        ("header.text", "a" * 61, "too_long"),
        ("header.text", "a {{1}} b {{2}} c", "one_variable"),
        ("header.text", "a\nb", "one_line"),
        ("body.text", "", "required"),
        ("body.text", "a" * 1025, "too_long"),
        ("body.text", "{{1}} saiu.", "variable_at_edge"),
        ("body.text", "Saiu, {{1}}", "variable_at_edge"),
        ("body.text", "Oi {{1}} {{2}}, tudo?", "variables_adjacent"),
        ("body.text", "Oi {{1}} e {{3}}, tudo?", "variables_uncounted"),
        ("body.text", "Oi {{1}} e {{nome}}, tudo?", "variables_mixed"),
        ("body.text", "Oi {{Nome}}, tudo?", "bad_variable"),
        ("body.text", "Oi {{1}, tudo?", "broken_braces"),
        ("footer", "a" * 61, "too_long"),
        ("footer", "Oi {{1}}!", "no_variables"),
        ("buttons.0.text", "a" * 26, "too_long"),
        ("buttons.0.text", "Ligar", "duplicate"),
        ("buttons.1.url", "loja.example", "bad_url"),
        ("buttons.1.url", "https://loja.example/{{1}}/x", "variable_at_end_only"),
        ("buttons.1.sample", "", "required"),
        ("buttons.2.phone", "a" * 21, "too_long"),
        ("buttons.3.sample", "a" * 21, "too_long"),
        ("buttons.0.type", "SPM", "bad_choice"),
    ],
)
def test_what_meta_would_refuse(path: str, value: object, code: str):
    faults = Draft.from_content(changed(path, value)).check()
    place = "buttons.2.text" if code == "duplicate" else path
    assert (place, code) in [(fault.field, fault.code) for fault in faults]
    assert all(fault.message for fault in faults)


def test_samples_are_needed():
    draft = Draft.from_content({**GOOD, "header": {"type": "IMAGE"}, "body": {"text": GOOD["body"]["text"]}})
    assert {fault.field for fault in draft.check()} == {"header.media_id", "body.samples.1", "body.samples.2"}
    assert draft.with_handles({"header": "4::x"}).document()["components"][0]["example"] == {"header_handle": ["4::x"]}


@pytest.mark.parametrize(
    ("types", "field"),
    [
        (["QUICK_REPLY"] * 11, "buttons"),
        (["URL"] * 3, "buttons.2.type"),
        (["PHONE_NUMBER"] * 2, "buttons.1.type"),
        (["COPY_CODE"] * 2, "buttons.1.type"),
        (["QUICK_REPLY", "URL", "QUICK_REPLY"], "buttons.2.type"),
    ],
)
def test_how_many_buttons_and_in_which_order(types: list[str], field: str):
    made = {"url": "https://a.example", "phone": "+5511400", "sample": "x"}
    buttons = [{"type": kind, "text": f"Texto {n}", **made} for n, kind in enumerate(types)]
    assert [fault.field for fault in Draft.from_content({**GOOD, "buttons": buttons}).check()][:1] == [field]


def test_one_time_codes_are_written_by_meta():
    code = {
        "name": "codigo",
        "language": "pt_BR",
        "category": "AUTHENTICATION",
        "code": {"minutes": "10", "warning": "no"},
    }
    draft = Draft.from_content(code)
    assert draft.check() == []
    document = draft.document()
    check_creation(document)
    assert document["components"] == [
        {"type": "BODY", "add_security_recommendation": False},
        {"type": "FOOTER", "code_expiration_minutes": 10},
        {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE"}]},
    ]
    late = Draft.from_content({**code, "code": {"minutes": 91}})
    assert [fault.field for fault in late.check()] == ["code.minutes"]


@pytest.mark.parametrize("content", [None, [], {"body": 3, "buttons": [None, 3]}, {"name": {}, "language": []}])
def test_nonsense_is_refused_and_breaks_nothing(content: object):
    draft = Draft.from_content(content)
    assert draft.check()
    assert draft.document()


def test_what_is_at_meta_comes_back_into_the_form():
    known = Draft.from_content(GOOD)
    row = MessageTemplate(**{key: getattr(known, key) for key in ("name", "language", "category")})
    row.components = known.document()["components"]
    again = Draft.of(row)
    assert again.document() == known.document()
    assert Draft.from_content(again.to_content()) == again
    assert again.check() == []


@pytest.mark.parametrize("build", BUILDS)
def test_parts_that_the_form_does_not_know(build: str):
    components, category = BUILDS[build]
    row = MessageTemplate(name=build, language="pt_BR", category=category, components=components)
    unknown = build in ("products", "catalog")
    assert (Draft.of(row) is None) == unknown
