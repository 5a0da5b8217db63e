"""The web process waits for PostgreSQL without stopping everybody else, or refuses to serve."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
APP = """
from types import SimpleNamespace
from psycopg import waiting

def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [waiting.wait.__name__.encode()]

application.extensions = {"settings": SimpleNamespace(environment="test")}
"""
TOO_EARLY = "import psycopg; from gunicorn.app.wsgiapp import run; run()"


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def serve(tmp_path, port, *python):
    (tmp_path / "waits.py").write_text(APP)
    command = [sys.executable, *python, "-c", PROJECT / "gunicorn.conf.py", "--chdir", tmp_path, "waits:application"]
    env = os.environ | {"PORT": port, "APP_ENV": "development"}
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def fetch(port):
    deadline = time.monotonic() + 20
    while True:
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).read().decode()
        except urllib.error.URLError:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_psycopg_waits_for_its_turn_like_everybody(tmp_path, port):
    server = serve(tmp_path, port, "-m", "gunicorn")
    assert fetch(port) == "wait_poll"
    server.terminate()
    assert server.wait(10) == 0


def test_a_psycopg_that_was_imported_too_early_is_refused(tmp_path, port):
    server = serve(tmp_path, port, "-c", TOO_EARLY)
    said = server.communicate(timeout=20)[0]
    assert server.returncode != 0
    assert "psycopg was imported before gevent patched the sockets" in said
