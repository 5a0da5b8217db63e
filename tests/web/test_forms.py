"""A form and a JSON object say the same."""

import json
from enum import StrEnum
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from chatapp.refusals import Refusal
from chatapp.web.forms import Field, field, fields


class Size(StrEnum):
    SMALL = "small"


@pytest.fixture(params=["form", "json"])
def sent(request, app: Flask):
    """Opens a request that sends these values one way or the other."""
    how = {"form": "data", "json": "json"}[request.param]
    return lambda **values: app.test_request_context("/", method="POST", **{how: values})


@pytest.mark.parametrize(
    ("type", "value", "read"),
    [
        (str, "  oi ", "oi"),
        (int, "12", 12),
        (bool, "on", True),
        (bool, "false", False),
        (Size, "small", Size.SMALL),
        (UUID, "6b0f7a52-3f0e-4c9b-9f3c-0f3a5f9f8c11", UUID("6b0f7a52-3f0e-4c9b-9f3c-0f3a5f9f8c11")),
    ],
)
def test_values(sent, type, value, read):
    with sent(x=value):
        assert field("x", type) == read


@pytest.mark.parametrize(
    ("type", "value"),
    [(int, "-1"), (int, "1e3"), (int, "9" * 19), (int, "²"), (bool, "perhaps"), (Size, "huge"), (UUID, "7")],
)
def test_values_that_are_none(sent, type, value):
    with sent(x=value), pytest.raises(Refusal) as refused:
        field("x", type)
    assert (refused.value.code, refused.value.status, list(refused.value.fields)) == ("invalid", 422, ["x"])


def test_what_is_missing_or_empty_is_its_default_or_at_fault(sent):
    with sent(x="  "):
        assert field("x", default=None) is None
        assert field("y", int, default=7) == 7
        with pytest.raises(Refusal):
            field("x")


def test_every_fault_is_named_at_once(sent):
    with sent(a="", b="x" * 9, c="ok"), pytest.raises(Refusal) as refused:
        fields(a=Field(), b=Field(max_length=8), c=Field())
    assert set(refused.value.fields) == {"a", "b"}


@pytest.mark.parametrize("value", [1, True, [], {}, 1.5])
def test_json_texts_are_texts(app: Flask, value):
    with app.test_request_context("/", method="POST", json={"x": value}), pytest.raises(Refusal):
        field("x")


@pytest.mark.parametrize("value", ["\x00", "\ud800", "a\udfffb", "\udc00\ud800"])
def test_what_cannot_be_stored_is_named(app: Flask, value):
    body = json.dumps({"x": value})
    request = app.test_request_context("/", method="POST", data=body, content_type="application/json")
    with request, pytest.raises(Refusal) as refused:
        field("x")
    assert list(refused.value.fields) == ["x"]


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.integers() | st.text(), st.lists, max_leaves=3))
def test_whatever_json_holds_is_read_or_refused(value):
    for type in (str, int, bool, Size, UUID):
        try:
            Field(type).read(value)
        except ValueError:
            continue
