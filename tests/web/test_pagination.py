"""Cursors come back as they went, and whatever else comes is the caller's fault, not ours."""

from datetime import UTC

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chatapp.refusals import Refusal
from chatapp.web.pagination import decode_cursor, encode_cursor
from tests import factories
from tests.callers import Api


@given(st.datetimes(timezones=st.just(UTC)), st.integers(0, 2**63 - 1))
def test_there_and_back(moment, row_id):
    assert decode_cursor(encode_cursor(moment, row_id)) == (moment, row_id)


@given(st.text().filter(lambda text: len(text.encode()) != 22))
@example("")
@example("_" * 22)
@example("çççç")
def test_garbage_is_refused(text):
    with pytest.raises(Refusal) as refused:
        decode_cursor(text)
    assert (refused.value.status, list(refused.value.fields)) == (422, ["before"])


def test_the_field_is_named(app):
    with pytest.raises(Refusal) as refused:
        decode_cursor("nonsense", field="after")
    assert list(refused.value.fields) == ["after"]


@pytest.mark.parametrize("cursor", ["nonsense", "_" * 22, "%00", "-" * 5000])
def test_a_tampered_address_is_422(api: Api, cursor):
    api.sign_in(factories.user(factories.account()))
    answer = api.get(f"/conversations?before={cursor}")
    assert (answer.status_code, list(answer.json["error"]["fields"])) == (422, ["before"])
