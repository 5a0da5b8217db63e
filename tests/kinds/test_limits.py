"""Every limit: what just fits may go, and Meta would take it; one more is refused, and the field is named."""

import pytest

from chatapp import kinds
from chatapp.kinds import limits
from chatapp.kinds.limits import FIELDS, Span
from tests.kinds.judging import told
from tests.kinds.samples import SAMPLES, at, paths, put

#: Counted over all sections, so no fields of their own.
OVER_SECTIONS = ("rows", "products")
EVERY_FIELD = [
    pytest.param(kind, field, id=f"{kind}:{field}")
    for kind, fields in FIELDS.items()
    for field in fields
    if field not in OVER_SECTIONS
]


def sample_with(kind: str, field: str) -> tuple[dict, str]:
    """An example that has the field, and where."""
    for content in SAMPLES[kind]:
        for path in paths(content, field):
            return content, path
    raise LookupError(f"no example of {kind} has {field}")


def as_long(value: str, length: int) -> str:
    """`value`, cut or drawn out."""
    return value[:length] + value[-1] * (length - len(value))


def as_many(items: list, count: int) -> list:
    """Copies of the first item that can be told apart."""
    return [_copy(items[0], place) for place in range(count)]


def _copy(item: object, place: int) -> object:
    if not isinstance(item, dict):
        return f"P{place}"
    told_apart = {"id": f"id {place}", "title": f"Opção {place}", "index": place}
    copy = {key: told_apart.get(key, value) for key, value in item.items()}
    for inside in copy.keys() & {"rows", "products"}:
        copy[inside] = [_copy(item[inside][0], place)]
    return copy


def changed(kind: str, content: dict, path: str, value: object) -> dict:
    """With `value` at `path`, and what has to follow from that: codes stand twice, cards look alike."""
    content = put(content, path, value)
    if path.endswith(".code"):
        content["body"] = {"1": value}
    if kind == "carousel" and path.endswith(".buttons"):
        content["cards"] = [card | {"buttons": value} for card in content["cards"]]
    return content


def of_type(limit: type) -> list:
    return [param for param in EVERY_FIELD if type(FIELDS[param.values[0]][param.values[1]]) is limit]


@pytest.mark.parametrize(("kind", "field"), of_type(int))
def test_length(kind, field):
    most = FIELDS[kind][field]
    content, path = sample_with(kind, field)
    value = at(content, path)
    assert told(kind, changed(kind, content, path, as_long(value, most))) == {}
    assert told(kind, changed(kind, content, path, as_long(value, most + 1))) == {path: ("too_long", most)}


@pytest.mark.parametrize(("kind", "field"), of_type(Span))
def test_span(kind, field):
    least, most = FIELDS[kind][field]
    content, path = sample_with(kind, field)
    value = at(content, path)
    is_list = isinstance(value, list)

    def tell(size: int) -> dict:
        return told(kind, changed(kind, content, path, as_many(value, size) if is_list else size))

    assert tell(least) == {}
    assert tell(most) == {}
    assert tell(most + 1)[path] == ("too_many" if is_list else "too_large", most)
    if not is_list or least:
        assert path.split(".")[0] in {field.split(".")[0] for field in tell(least - 1)}


@pytest.mark.parametrize(
    ("kind", "field"), [("list", "sections"), ("contacts", "contacts"), ("carousel", "cards"), ("buttons", "buttons")]
)
def test_too_few(kind, field):
    content, path = sample_with(kind, field)
    least = FIELDS[kind][field].least
    assert told(kind, put(content, path, at(content, path)[: least - 1]))[path] == ("too_few", least)


def test_only_one_error_per_field_and_all_of_them_have_words():
    nothing = {kind: kinds.compose(kind, {"header": {"type": "?"}, "cards": [{}], "sections": [{}]}) for kind in FIELDS}
    for kind in nothing.values():
        errors = kind.check()
        assert errors
        assert len({error.field for error in errors}) == len(errors)
        assert all(error.message % {"limit": error.limit} for error in errors)


def test_forms_know_the_limits():
    assert limits.for_forms()["buttons"] == {
        "body": 1024,
        "footer": 60,
        "header.text": 60,
        "buttons": {"least": 1, "most": 3},
        "buttons.*.title": 20,
        "buttons.*.id": 256,
    }
    assert limits.for_forms().keys() == FIELDS.keys()
