"""Scenario files: played over HTTP and from the command line, in YAML and in JSON."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.simulator import files
from tests.simulator.bodies import GOOD
from tests.simulator.receiver import Receiver
from tests.simulator.running import Running

ROOT = Path(__file__).parents[2]
PATIENCE_S = 15


def play(simulator: Running, text: str) -> dict[str, Any]:
    answer = simulator.http.post(f"{simulator.url}/control/scenarios", data=text.encode(), timeout=5)
    assert answer.status_code == 201, answer.text
    return answer.json()


def ended(simulator: Running, told: dict[str, Any]) -> dict[str, Any]:
    until = time.monotonic() + PATIENCE_S
    while told["state"] == "playing":
        assert time.monotonic() < until, told
        time.sleep(0.05)
        told = simulator.control("GET", f"scenarios/{told['id']}")
    return told


def by_command(simulator: Running, scenario: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "chatapp.simulator", "play", scenario]
    return subprocess.run(
        command, cwd=ROOT, env=simulator.environment, capture_output=True, text=True, timeout=60, check=False
    )


TALK = """
name: Conversa
customers: [{name: Ana Souza, wa_id: "5511987654321"}]
steps:
  - says: Oi
  - waits: Pedido 10
  - taps: Não
  - waits: {type: interactive}
  - taps: Preencher
    filling: {nome: Ana}
  - reacts: "❤️"
  - edits: Olá
  - deletes: true
  - calls: true
"""


def test_customers_say_wait_tap_react_and_correct(simulator: Running, received: Receiver) -> None:
    told = play(simulator, TALK)
    received.wait_for("text")
    simulator.send(**GOOD["buttons"])
    received.wait_for("interactive")
    simulator.send(
        type="interactive",
        interactive={
            "type": "flow",
            "body": {"text": "Responda"},
            "action": {
                "name": "flow",
                "parameters": {"flow_message_version": "3", "flow_id": "7", "flow_cta": "Preencher", "flow_token": "t"},
            },
        },
    )
    assert ended(simulator, told)["state"] == "done"
    received.wait_for("text", "interactive", "interactive", "reaction", "edit", "revoke")
    answers = [message["interactive"] for message in received.messages() if message["type"] == "interactive"]
    assert answers[0]["button_reply"]["title"] == "Não"
    assert json.loads(answers[1]["nfm_reply"]["response_json"]) == {"flow_token": "t", "nome": "Ana"}
    received.wait(lambda _: sum("calls" in value for value in received.accepted()) == 2)


def test_a_scenario_that_waits_in_vain_says_where(simulator: Running) -> None:
    script = {"customers": [{"name": "Ana"}], "steps": [{"says": "oi"}, {"waits": {"text": "nada", "seconds": 0.2}}]}
    told = ended(simulator, play(simulator, json.dumps(script)))
    assert (told["state"], told["at"]) == ("failed", 1)
    assert told["problem"] == "step 2: waited 0.2 s in vain for nada"


def test_chaos_is_part_of_it(simulator: Running) -> None:
    steps = [{"turns": {"duplicate": 1.0}}, {"breaks": {"answer": "html"}}, {"becomes": {"online": False}}]
    script = {"customers": [{"name": "Ana"}], "steps": steps}
    assert ended(simulator, play(simulator, json.dumps(script)))["state"] == "done"
    assert simulator.control("GET", "switches")["duplicate"] == 1.0
    assert simulator.control("GET", "faults")["faults"][0]["answer"] == "html"
    assert simulator.control("GET", "customers")["customers"][0]["online"] is False
    ended(simulator, play(simulator, json.dumps({"steps": [{"calms": True}]})))
    assert simulator.control("GET", "switches")["duplicate"] == 0
    assert simulator.control("GET", "faults")["faults"] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("steps: []", "a scenario has steps"),
        ("steps: [{sings: la}]", "step 1: has one of"),
        ("steps: [{says: oi, loudly: true}]", "step 1: does not know loudly"),
        ("{", "not YAML"),
        ("customers: [Ana]\nsteps: [{says: oi}]", "objects with a name"),
    ],
)
def test_a_scenario_that_makes_no_sense_is_refused(simulator: Running, text: str, words: str) -> None:
    answer = simulator.http.post(f"{simulator.url}/control/scenarios", data=text, timeout=5)
    assert answer.status_code == 400
    assert words in answer.json()["error"]


def test_a_scenario_over_http_reads_no_files_of_this_machine(simulator: Running) -> None:
    script = {"customers": [{"name": "Ana"}], "steps": [{"sends": {"document": "/etc/hostname"}}]}
    assert ended(simulator, play(simulator, json.dumps(script)))["state"] == "failed"


def test_from_the_command_line_with_files(simulator: Running, received: Receiver, tmp_path: Path) -> None:
    (tmp_path / "foto.jpg").write_bytes(files.picture())
    (tmp_path / "voz.ogg").write_bytes(files.sound())
    scenario = tmp_path / "fotos.yaml"
    scenario.write_text(
        "customers: [{name: Ana}]\nsteps: [{sends: {image: foto.jpg, caption: Olha}}, {sends: {voice: voz.ogg}}]"
    )
    done = by_command(simulator, str(scenario))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("✓") == 2
    received.wait_for("image", "audio")
    image, voice = received.messages()
    assert image["image"]["caption"] == "Olha"
    assert voice["audio"]["voice"] is True
    scenario.write_text("steps: [{sings: la}]")
    assert "has one of" in by_command(simulator, str(scenario)).stderr


def test_the_shipped_ones_can_be_played(simulator: Running, received: Receiver) -> None:
    assert simulator.control("GET", "scenarios")["shipped"] == ["entrega", "pedido"]
    order = simulator.control("POST", "scenarios", {"play": "pedido"})
    received.wait_for("text", "image")
    simulator.send_text("Temos sim!")
    received.wait_for("reaction", "audio")
    simulator.send(**GOOD["buttons"])
    assert ended(simulator, order)["state"] == "done"
    received.wait_for("interactive", "location")
    late = simulator.control("POST", "scenarios", {"play": "entrega"})
    received.wait_for("edit")
    with pytest.raises(requests.ConnectionError):
        simulator.send_text("Já verifico", to="554199887766")
    assert ended(simulator, late)["state"] == "done"
    assert simulator.http.post(f"{simulator.url}/control/scenarios", data='{"play": "x"}').status_code == 404
