"""What dies is started again, what keeps dying is reported, and stopping leaves nothing."""

import os
import signal
import socket
import sys
import time

import pytest

from chatapp.embedded import Trouble, ports, processes
from chatapp.embedded.console import Console
from chatapp.embedded.programs import Program
from chatapp.embedded.supervisor import Supervisor
from chatapp.embedded.workspace import Workspace

SLEEPER = "import time; print('up', flush=True); time.sleep(60)"
SERVER = """
import http.server, sys
address = ("127.0.0.1", int(sys.argv[1]))
http.server.HTTPServer(address, http.server.SimpleHTTPRequestHandler).serve_forever()
"""


@pytest.fixture
def workspace(tmp_path):
    return Workspace.claim(str(tmp_path / "var"))


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def program(workspace, source, *words, name="worker", patience=5):
    return Program(name, [sys.executable, "-c", source, *words], dict(os.environ), workspace.pidfile(name), patience)


def supervise(workspace, *programs):
    return Supervisor(programs, [], workspace, Console())


def tick_until(supervisor, condition, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        supervisor.tick()


def test_output_goes_to_the_terminal_behind_the_name_and_to_the_log(workspace, capsys):
    supervisor = supervise(workspace, program(workspace, SLEEPER))
    supervisor.start()
    log = workspace.log("worker")
    tick_until(supervisor, lambda: log.read_text() == "up\n")
    supervisor.stop()
    assert "worker    │ up\n" in capsys.readouterr().out


def test_a_killed_program_is_started_again(workspace, capsys):
    worker = program(workspace, SLEEPER)
    supervisor = supervise(workspace, worker)
    supervisor.start()
    first = worker.process
    first.kill()
    tick_until(supervisor, lambda: worker.process is not first)
    assert worker.process.poll() is None
    supervisor.stop()
    assert "worker stopped (killed by SIGKILL); it is started again in 0.5 seconds." in capsys.readouterr().out


def test_what_a_dead_program_had_started_dies_with_it(workspace):
    child = "import subprocess; print(subprocess.Popen(['sleep', '60']).pid, flush=True); import time; time.sleep(60)"
    worker = program(workspace, child)
    supervisor = supervise(workspace, worker)
    supervisor.start()
    log = workspace.log("worker")
    tick_until(supervisor, lambda: log.read_text().endswith("\n"))
    grandchild = int(log.read_text())
    assert processes.started_at(grandchild)
    worker.process.kill()
    tick_until(supervisor, lambda: not processes.started_at(grandchild))
    supervisor.stop()


def test_a_program_that_ignores_the_signal_is_killed(workspace):
    stubborn = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
    )
    worker = program(workspace, stubborn, patience=0.3)
    supervisor = supervise(workspace, worker)
    supervisor.start()
    log = workspace.log("worker")
    tick_until(supervisor, lambda: log.read_text() == "up\n")
    pid = worker.process.pid
    supervisor.stop()
    assert processes.started_at(pid) is None
    assert not workspace.pidfile("worker").exists()


def test_ready_means_that_the_port_answers(workspace, free_port):
    supervisor = supervise(workspace, program(workspace, SERVER, str(free_port), name="web"))
    supervisor.start()
    supervisor.wait_until_ready([f"http://127.0.0.1:{free_port}/"])
    with pytest.raises(Trouble, match=f"Port {free_port} for the inbox is used by another program.*--port"):
        ports.require_free(free_port, "the inbox", "--port")
    supervisor.stop()
    ports.require_free(free_port, "the inbox", "--port")


def test_a_program_that_never_stays_up_is_trouble_in_its_own_words(workspace, free_port):
    broken = program(workspace, "raise SystemExit('SECRET_KEY is missing')", name="web")
    supervisor = supervise(workspace, broken)
    supervisor.start()
    with pytest.raises(Trouble, match="web does not stay up: SECRET_KEY is missing"):
        supervisor.wait_until_ready([f"http://127.0.0.1:{free_port}/"])
    supervisor.stop()


def test_a_port_beyond_the_range_is_said_so():
    with pytest.raises(Trouble, match="80000 is not a port"):
        ports.require_free(80000, "the inbox", "--port")


def test_how_a_process_ended_is_told(tmp_path):
    for source, words in (
        ("raise SystemExit(3)", "exit status 3"),
        ("import os; os.kill(os.getpid(), 9)", "killed by SIGKILL"),
    ):
        process = processes.spawn(
            [sys.executable, "-c", source], pidfile=tmp_path / "x.pid", stop_signal=signal.SIGTERM
        )
        process.wait()
        assert processes.cause_of_death(process) == words
