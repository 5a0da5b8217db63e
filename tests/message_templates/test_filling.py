"""A form that is filled in as it asks to be is a message that Meta takes; anything else is told before."""

import pytest

from chatapp import kinds
from chatapp.kinds import Template
from chatapp.message_templates import filling, showing
from chatapp.message_templates.definition import Definition
from chatapp.message_templates.fitting import misfits
from chatapp.message_templates.need import Need
from chatapp.simulator.errors import GraphError
from chatapp.simulator.message_templates import Template as MetaTemplate
from chatapp.simulator.message_templates.matching import match
from chatapp.web.nested import nested
from tests.message_templates.samples import BUILDS

VALUES = {"number": "12", "lines": "A1\nA2", "moment": "1790000000000", "image": "7", "video": "7", "document": "7"}


def value(need: Need) -> str:
    return VALUES.get(need.type) or "12345"


def filled_in(definition: Definition, **instead: str) -> Template:
    """What our form sends when every field has something in it."""
    fields = {need.path: value(need) for need in definition.all_needs} | instead
    content = filling.content(definition, nested(fields.items()))
    return kinds.compose("template", {"name": "x", "language": "pt_BR", **content})


@pytest.mark.parametrize("name", BUILDS)
def test_a_filled_in_form_fits(name: str):
    definition = Definition.read(*BUILDS[name])
    assert definition.foreign == []
    kind = filled_in(definition)
    assert misfits(definition, kind) == []
    match(_at_meta(name), kind.to_graph({7: "meta-7"})["template"].get("components", []))


@pytest.mark.parametrize("name", BUILDS)
def test_the_simulator_refuses_what_does_not_fit(name: str):
    """So that its silence above means something."""
    definition = Definition.read(*BUILDS[name])
    demanded = [need.path for need in definition.needs() if need.required]
    if not demanded:
        return
    sent = kinds.compose("template", {"name": "x", "language": "pt_BR"}).to_graph()["template"]
    with pytest.raises(GraphError):
        match(_at_meta(name), sent.get("components", []))


@pytest.mark.parametrize("name", BUILDS)
def test_each_thing_that_is_missing_is_named(name: str):
    definition = Definition.read(*BUILDS[name])
    for need in definition.all_needs:
        named = {fault.field for fault in misfits(definition, filled_in(definition, **{need.path: ""}))}
        if not need.required:
            assert named == set()
        elif need.type == "lines":
            assert named == {need.path.removesuffix(".products") + ".products"}
        else:
            assert need.path in named


@pytest.mark.parametrize("name", BUILDS)
def test_a_message_made_for_another_template_does_not_fit(name: str):
    kind = filled_in(Definition.read(*BUILDS[name]))
    for other, build in BUILDS.items():
        definition = Definition.read(*build)
        same_values = filled_in(definition).to_stored() == kind.to_stored()
        assert bool(misfits(definition, kind)) != (other == name or same_values), other


def test_a_one_time_code_is_in_the_body_and_on_the_button():
    kind = filled_in(Definition.read(*BUILDS["code"]))
    assert kind.body == {"1": "12345"}
    assert kind.buttons[0].code == "12345"


def test_what_becomes_too_long_when_it_is_filled_in():
    definition = Definition.read([{"type": "BODY", "text": "a" * 1000 + " {{1}} fim"}], "UTILITY")
    assert misfits(definition, filled_in(definition, **{"body.1": "b" * 19})) == []
    (fault,) = misfits(definition, filled_in(definition, **{"body.1": "b" * 21}))
    assert (fault.field, fault.code, fault.limit) == ("body", "too_long", 1024)


@pytest.mark.parametrize("format", ["GIF", "PRODUCT"])
def test_headers_that_cannot_be_sent_from_here(format: str):
    assert Definition.read([{"type": "HEADER", "format": format}], "MARKETING").foreign == [format]


def test_buttons_that_cannot_be_sent_from_here():
    component = {"type": "BUTTONS", "buttons": [{"type": "SPM", "text": "Ver"}, {"type": "QUICK_REPLY", "text": "Oi"}]}
    assert Definition.read([component], "MARKETING").foreign == ["SPM"]


@pytest.mark.parametrize("components", [None, "x", [None, 3], [{}], [{"type": "BUTTONS", "buttons": [None]}]])
def test_nonsense_is_an_empty_template(components: object):
    definition = Definition.read(components, "UTILITY")
    assert (definition.all_needs, definition.body.text) == ([], "")


def test_the_customer_sees_the_values():
    shown = showing.shown(*_order())
    assert (shown.header, shown.body) == ("Pedido 12345", "Olá Ana, o pedido 10 saiu.")
    assert [(b.type, b.url) for b in shown.buttons] == [
        ("URL", "https://loja.example/r/abc"),
        ("PHONE_NUMBER", "tel:+551140000001"),
    ]


def test_reviewers_saw_the_samples():
    shown = showing.sample(Definition.read(*BUILDS["order"]))
    assert (shown.header, shown.body) == ("Pedido 1", "Olá Ana, o pedido 10 saiu.")
    assert [card.body for card in showing.sample(Definition.read(*BUILDS["cards"])).cards] == [
        "Por 5 reais.",
        "Só 5 reais.",
    ]


def test_what_is_not_filled_in_yet_stays_visible():
    definition = Definition.read(*BUILDS["greeting"])
    assert showing.shown(definition, filled_in(definition, **{"body.1": ""})).body == "Olá {{1}}, tudo bem?"


def _at_meta(name: str) -> MetaTemplate:
    components, category = BUILDS[name]
    named = {"parameter_format": "NAMED" if name == "order" else "POSITIONAL"}
    return MetaTemplate("1", "2", "x", "pt_BR", {"components": components, "category": category, **named})


def _order() -> tuple[Definition, Template]:
    definition = Definition.read(*BUILDS["order"])
    values = {"body.nome": "Ana", "body.numero": "10", "buttons.0.suffix": "abc"}
    return definition, filled_in(definition, **values)
