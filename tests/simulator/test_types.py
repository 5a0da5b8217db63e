"""Every type: what Meta takes is taken and kept as it was sent, what breaks a rule is refused with Meta's code."""

import pytest

from tests.simulator.bodies import BAD, GOOD
from tests.simulator.running import Running

pytestmark = pytest.mark.usefixtures("ana")


@pytest.mark.parametrize("kind", GOOD)
def test_good_body_is_accepted_and_booked(simulator: Running, kind: str) -> None:
    body = GOOD[kind]
    answer = simulator.send(biz_opaque_callback_data="m1", **body)
    assert answer.status_code == 200, answer.text
    [booked] = simulator.books()
    assert booked["type"] == body.get("type", "text")
    assert booked["content"] == body[booked["type"]]
    assert booked["callback_data"] == "m1"
    assert booked["quoted"] == body.get("context", {}).get("message_id")


@pytest.mark.parametrize("kind", BAD)
def test_bad_body_is_refused_and_not_booked(simulator: Running, kind: str) -> None:
    body, code = BAD[kind]
    answer = simulator.send(**body)
    assert answer.status_code == 400, answer.text
    error = answer.json()["error"]
    assert error["code"] == code, error
    assert simulator.books() == []


def test_a_reaction_only_gets_sent(simulator: Running, received) -> None:
    wamid = simulator.say("obrigada")
    answer = simulator.send(type="reaction", reaction={"message_id": wamid, "emoji": "❤️"})
    assert answer.status_code == 200
    assert simulator.send(type="reaction", reaction={"message_id": wamid, "emoji": ""}).status_code == 200
    received.wait_for("text", "sent", "sent")
    assert [entry["statuses"][0]["status"] for entry in simulator.books()[1:]] == ["sent", "sent"]
    assert all(len(entry["statuses"]) == 1 for entry in simulator.books()[1:])


def test_a_reaction_to_nothing_fails_later(simulator: Running, received) -> None:
    answer = simulator.send(type="reaction", reaction={"message_id": "wamid.unknown", "emoji": "👍"})
    assert answer.status_code == 200
    received.wait_for("failed")
    assert received.statuses("failed")[0]["errors"][0]["code"] == 131009
