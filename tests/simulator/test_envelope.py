"""The envelope of a message, who may ask, and the shape of every answer."""

from typing import Any

import pytest

from tests.simulator.running import DISPLAY, NUMBER, Running

pytestmark = pytest.mark.usefixtures("ana")
TEXT = {"type": "text", "text": {"body": "Olá"}}


def error_of(answer: Any, status: int = 400) -> dict[str, Any]:
    """The error object of a refused call, after checking that it has Meta's shape."""
    assert answer.status_code == status, answer.text
    error = answer.json()["error"]
    assert set(error) >= {"message", "type", "code", "fbtrace_id"}
    return error


def test_accepted_message_is_answered_as_by_meta(simulator: Running) -> None:
    answer = simulator.send("+55 (11) 98765-4321", **TEXT)
    body = answer.json()
    assert body["messaging_product"] == "whatsapp"
    assert body["contacts"] == [{"input": "+55 (11) 98765-4321", "wa_id": "5511987654321"}]
    assert [set(message) for message in body["messages"]] == [{"id"}]
    assert body["messages"][0]["id"].startswith("wamid.")
    assert answer.headers["x-fb-trace-id"]


def test_every_wamid_is_new(simulator: Running) -> None:
    assert len({simulator.send_text() for _ in range(20)}) == 20


def test_any_version_and_none_are_served(simulator: Running) -> None:
    headers = {"Authorization": "Bearer token-of-the-tests"}
    for prefix in ("", "/v19.0", "/v26.0", "/v31.0"):
        answer = simulator.http.get(f"{simulator.url}{prefix}/{NUMBER}", headers=headers)
        assert answer.json()["id"] == NUMBER, prefix


@pytest.mark.parametrize(
    ("token", "status", "code"),
    [(None, 400, 2500), ("wrong", 401, 190), ("", 400, 2500)],
    ids=["none", "wrong", "empty"],
)
def test_token_is_demanded(simulator: Running, token: str | None, status: int, code: int) -> None:
    answer = simulator.graph("POST", f"{NUMBER}/messages", token=token, json={})
    assert error_of(answer, status)["code"] == code


@pytest.mark.parametrize(("state", "subcode"), [("expired", 463), ("invalid", 467)])
def test_token_can_expire(simulator: Running, state: str, subcode: int) -> None:
    simulator.switch(token=state)
    error = error_of(simulator.send(**TEXT), 401)
    assert (error["code"], error["error_subcode"], error["type"]) == (190, subcode, "OAuthException")


def test_unknown_id_is_100_33(simulator: Running) -> None:
    error = error_of(simulator.send(number="999", **TEXT))
    assert (error["code"], error["error_subcode"], error["type"]) == (100, 33, "GraphMethodException")


REFUSED = {
    "no product": ({"messaging_product": None, **TEXT}, 100),
    "other product": ({"messaging_product": "messenger", **TEXT}, 100),
    "unknown type": ({"type": "fax", "fax": {}}, 100),
    "missing content": ({"type": "text"}, 100),
    "misspelt envelope": ({"biz_opaque_callbackdata": "x", **TEXT}, 100),
    "long callback data": ({"biz_opaque_callback_data": "x" * 513, **TEXT}, 100),
    "group": ({"recipient_type": "group", **TEXT}, 131009),
    "no phone number": ({"to": "amanhã", **TEXT}, 131009),
    "itself": ({"to": f"+{DISPLAY}", **TEXT}, 131021),
    "no recipient": ({"to": None, **TEXT}, 100),
    "bad bsuid": ({"to": None, "recipient": "5511987654321", **TEXT}, 100),
    "bad context": ({"context": {"message_id": "42"}, **TEXT}, 131009),
    "unknown context key": ({"context": {"id": "wamid.x"}, **TEXT}, 100),
}


@pytest.mark.parametrize("case", REFUSED)
def test_envelope_faults(simulator: Running, case: str) -> None:
    body, code = REFUSED[case]
    whole = {"messaging_product": "whatsapp", "to": "+5511987654321", **body}
    sent = {key: value for key, value in whole.items() if value is not None}
    error = error_of(simulator.graph("POST", f"{NUMBER}/messages", json=sent))
    assert error["code"] == code
    assert error["message"].startswith(f"(#{code})")
    assert simulator.books() == []


def test_details_are_in_error_data(simulator: Running) -> None:
    error = error_of(simulator.send("+551140000009", **TEXT))
    assert error["error_data"]["messaging_product"] == "whatsapp"
    assert "sender" in error["error_data"]["details"]


def test_body_that_is_no_json_has_no_parameters(simulator: Running) -> None:
    answer = simulator.graph("POST", f"{NUMBER}/messages", data=b"{nonsense")
    assert "messaging_product" in error_of(answer)["message"]
