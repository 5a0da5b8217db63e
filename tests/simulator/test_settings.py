"""The environment, and phone numbers as people dial them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from chatapp.simulator.dialing import digits_of, spellings
from chatapp.simulator.settings import SimulatorSettings


def test_defaults_suit_a_demonstration() -> None:
    settings = SimulatorSettings.from_env({})
    assert (settings.port, settings.webhook_url) == (5001, "http://127.0.0.1:5000/webhook")
    assert [number.verified_name for number in settings.numbers] == ["Loja São Paulo", "Loja Curitiba"]
    assert settings.latency_ms == (50, 100)
    assert settings.data is None
    assert settings.demo


def test_environment_is_read() -> None:
    environment = {
        "SIMULATOR_PORT": "7",
        "SIMULATOR_NUMBERS": "1:2:551140000000:A: com dois pontos;",
        "SIMULATOR_LATENCY_MS": "5",
        "SIMULATOR_DATA": "var/simulator",
        "SIMULATOR_DEMO": "0",
    }
    settings = SimulatorSettings.from_env(environment)
    assert settings.public_url == "http://127.0.0.1:7"
    assert [(number.id, number.verified_name) for number in settings.numbers] == [("1", "A: com dois pontos")]
    assert (settings.latency_ms, settings.data, settings.demo) == ((5, 5), Path("var/simulator"), False)


@pytest.mark.parametrize("bad", [{"NUMBERS": "1:2:três:A"}, {"NUMBERS": ";"}, {"LATENCY_MS": "slow"}])
def test_bad_environment_is_one_sentence(bad: dict[str, str]) -> None:
    environment = {**os.environ, **{f"SIMULATOR_{name}": value for name, value in bad.items()}}
    command = [sys.executable, "-m", "chatapp.simulator"]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert ended.returncode == 1
    assert ended.stderr.startswith("simulator: SIMULATOR_")
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("+55 (11) 98765-4321", "5511987654321"),
        ("5511987654321", "5511987654321"),
        ("11 98765-4321", "5511987654321"),
        ("+1 650 555 1234", "16505551234"),
        ("amanhã", None),
        ("+55", None),
    ],
)
def test_dialling(typed: str, digits: str | None) -> None:
    assert digits_of(typed) == digits


def test_spellings_of_brazil_and_mexico() -> None:
    assert spellings("5541999887766") == spellings("554199887766") == {"5541999887766", "554199887766"}
    assert spellings("5215512345678") == spellings("525512345678") == {"5215512345678", "525512345678"}
    assert spellings("551140000001") == {"551140000001"}
    assert spellings("16505551234") == {"16505551234"}
