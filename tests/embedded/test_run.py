"""`bin/run` for real: the product, its servers and the simulator on an empty folder."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from chatapp.embedded import processes

PROJECT = Path(__file__).parents[2]
SECONDS = 90

pytestmark = pytest.mark.timeout(240)


@pytest.fixture
def two_ports():
    with socket.socket() as first, socket.socket() as second:
        first.bind(("127.0.0.1", 0))
        second.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "var"


@pytest.fixture
def start(folder, tmp_path, two_ports):
    """start(*options) -> the running supervisor; whatever a failed test leaves is ended with it."""
    inbox, simulator = two_ports
    command = [sys.executable, "-m", "chatapp.embedded.run", "--port", str(inbox), "--simulator-port", str(simulator)]
    inherited = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    env = inherited | {"CHATAPP_VAR": str(folder)}
    with contextlib.ExitStack() as stack:

        def run(*options):
            output = stack.enter_context((tmp_path / "said.txt").open("w"))
            process = subprocess.Popen(
                [*command, *options], cwd=PROJECT, env=env, stdout=output, stderr=subprocess.STDOUT
            )
            stack.callback(process.wait, 60)
            stack.callback(process.terminate)
            return process

        yield run


@pytest.fixture
def said(tmp_path):
    return lambda: (tmp_path / "said.txt").read_text()


def wait_until(condition, process=None, seconds=SECONDS):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        assert process is None or process.poll() is None, "it ended before it was ready"
        time.sleep(0.1)


def everything_started(folder):
    """Name -> pid of the servers and programs."""
    return {file.stem: int(re.search(r'"pid": (\d+)', file.read_text())[1]) for file in folder.glob("*.pid")}


def still_there(started):
    return [name for name, pid in started.items() if processes.started_at(pid)]


def answers(port):
    return urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10).status == 200


def test_from_nothing_to_pages_through_a_sudden_death_and_back_to_nothing(start, said, folder, two_ports):
    first = start()
    wait_until(lambda: "Ctrl-C stops it" in said(), first)
    assert answers(two_ports[0])
    assert answers(two_ports[1])
    for port in two_ports:
        assert f"http://localhost:{port}" in said()
    assert re.search(r"│  \S.* +Agent +\S+@\S+ +\S+ +│", said()), "the logins of the demo account"
    orphans = everything_started(folder)
    assert set(orphans) == {"postgres", "valkey", "web", "worker", "simulator"}
    second = subprocess.run(
        first.args, cwd=PROJECT, env=os.environ | {"CHATAPP_VAR": str(folder)}, capture_output=True, text=True
    )
    assert second.returncode == 1
    assert second.stderr.startswith(f"bin/run: Another bin/run (process {first.pid}) is already working on")

    first.kill()
    first.wait()
    wait_until(lambda: still_there(orphans) == [], seconds=60)
    secrets = (folder / "dev.env").read_text()

    again = start()
    wait_until(lambda: "Ctrl-C stops it" in said(), again)
    assert answers(two_ports[0])
    assert (folder / "dev.env").read_text() == secrets
    running = everything_started(folder)
    again.send_signal(signal.SIGINT)
    assert again.wait(60) == 0
    assert said().rstrip().endswith("Stopped.")
    assert still_there(running) == []
    assert everything_started(folder) == {}


def test_a_half_written_database_is_said_and_cured(start, said, folder):
    first = start()
    wait_until(lambda: (folder / "postgres" / "PG_VERSION").exists(), first)
    first.terminate()
    assert first.wait(60) == 0
    (folder / "postgres" / "PG_VERSION").unlink()

    second = start()
    assert second.wait(60) == 1
    assert said().startswith("bin/run: The database folder")
    assert "start over with `bin/run --fresh`" in said()
    assert len(said().splitlines()) == 1

    third = start("--fresh")
    wait_until(lambda: "Preparing the database" in said(), third)
    third.terminate()
    assert third.wait(60) == 0


def test_a_busy_port_is_named_before_anything_is_started(start, said, folder, two_ports):
    with socket.socket() as squatter:
        squatter.bind(("127.0.0.1", two_ports[1]))
        squatter.listen()
        assert start().wait(60) == 1
    assert said() == (
        f"bin/run: Port {two_ports[1]} for the simulator is used by another program: "
        f"choose another, for example --simulator-port {two_ports[1] + 50}.\n"
    )
    assert not (folder / "postgres").exists()
