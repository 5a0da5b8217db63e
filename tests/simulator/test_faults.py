"""Answers that go wrong on purpose, before and after the message was booked."""

import time

import pytest
import requests

from tests.simulator.receiver import Receiver
from tests.simulator.running import Running

pytestmark = pytest.mark.usefixtures("ana")
TEXT = {"type": "text", "text": {"body": "Olá"}}


@pytest.mark.parametrize("booked", [False, True])
def test_dropped_answer(simulator: Running, received: Receiver, booked: bool) -> None:
    simulator.fault("drop", booked=booked)
    with pytest.raises(requests.ConnectionError):
        simulator.send(**TEXT)
    if booked:
        received.wait_for("sent", "delivered")
    assert len(simulator.books()) == int(booked)
    assert simulator.send(**TEXT).status_code == 200


@pytest.mark.parametrize(
    ("code", "http"), [(131000, 500), (130429, 400), (131016, 500), (190, 401), (131048, 400), (2, 503), (999999, 400)]
)
def test_error_by_code(simulator: Running, code: int, http: int) -> None:
    simulator.fault("error", code=code, details="Porque sim.")
    answer = simulator.send(**TEXT)
    assert (answer.status_code, answer.json()["error"]["code"]) == (http, code)
    assert answer.json()["error"]["error_data"]["details"] == "Porque sim."


def test_error_after_booking(simulator: Running, received: Receiver) -> None:
    simulator.fault("error", code=131016, booked=True)
    assert simulator.send(**TEXT).json()["error"]["code"] == 131016
    received.wait_for("sent", "delivered")


def test_http_of_choice(simulator: Running) -> None:
    simulator.fault("error", code=130429, http=429)
    assert simulator.send(**TEXT).status_code == 429
    simulator.fault("status", http=504)
    answer = simulator.send(**TEXT)
    assert (answer.status_code, answer.text) == (504, "")


def test_html_garbage_and_nothing(simulator: Running) -> None:
    simulator.fault("html")
    answer = simulator.send(**TEXT)
    assert (answer.status_code, answer.text[:15]) == (502, "<!DOCTYPE html>")
    for kind in ("garbage", "empty"):
        simulator.fault(kind)
        answer = simulator.send(**TEXT)
        assert answer.status_code == 200
        with pytest.raises(requests.JSONDecodeError):
            answer.json()


def test_truncated_answer(simulator: Running) -> None:
    simulator.fault("truncate", booked=True)
    with pytest.raises(requests.RequestException):
        simulator.send(**TEXT)
    assert len(simulator.books()) == 1


def test_hang_and_slow(simulator: Running) -> None:
    simulator.fault("hang", seconds=0.6)
    began = time.monotonic()
    with pytest.raises(requests.ConnectionError):
        simulator.send(**TEXT)
    assert time.monotonic() - began > 0.55
    simulator.fault("slow", seconds=0.6)
    answer = simulator.send(**TEXT)
    assert answer.status_code == 200
    assert answer.elapsed.total_seconds() > 0.55


def test_accepted_then_failed(simulator: Running, received: Receiver) -> None:
    simulator.fault("accept_then_fail", code=131049)
    assert simulator.send(**TEXT).status_code == 200
    received.wait_for("failed")
    assert received.statuses()[0]["errors"][0]["code"] == 131049
    assert received.seen() == ["failed"]


def test_times_route_and_order(simulator: Running) -> None:
    simulator.fault("error", code=131000, times=2)
    simulator.fault("error", code=2, route="media")
    assert simulator.graph("GET", "200000000000009").status_code == 200
    codes = [simulator.send(**TEXT).json().get("error", {}).get("code") for _ in range(3)]
    assert codes == [131000, 131000, None]
    files = {"file": ("a.png", b"x", "image/png")}
    form = {"messaging_product": "whatsapp"}
    answers = [simulator.graph("POST", "200000000000009/media", data=form, files=files) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [503, 200]


def test_chance_and_clearing(simulator: Running) -> None:
    simulator.fault("error", times=0, chance=0.5)
    statuses = {simulator.send(**TEXT).status_code for _ in range(40)}
    assert statuses == {200, 500}
    simulator.http.delete(f"{simulator.url}/control/faults")
    assert simulator.control("GET", "faults") == {"faults": []}


@pytest.mark.parametrize("bad", [{"answer": "explode"}, {"answer": "drop", "chance": 2}, {"when": "now"}])
def test_senseless_faults_are_refused(simulator: Running, bad: dict) -> None:
    answer = simulator.http.post(f"{simulator.url}/control/faults", json=bad)
    assert answer.status_code == 400
    assert answer.json()["error"]
