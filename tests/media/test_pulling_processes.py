"""Pulling as it runs: in a worker that can be killed, and in memory that does not grow with the file."""

import signal
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from chatapp.extensions import db
from chatapp.media import pulling
from chatapp.models import Media, MediaState
from chatapp.storage import LocalStorage
from tests.media.conftest import the_file
from tests.media.meta import JPEG, PDF, trickles
from tests.storage.s3_server import s3_server

ROOT = Path(__file__).parents[2]
MIB = 1024 * 1024


@pytest.fixture
def kept(environment) -> LocalStorage:
    """Where workers of their own keep files."""
    return LocalStorage(Path(environment["CHATAPP_VAR"]) / "media")


@contextmanager
def media_worker(environment, meta):
    """The product's worker of the media queue, in a process of its own."""
    command = [sys.executable, "worker.py", "media"]
    with subprocess.Popen(command, cwd=ROOT, env={**environment, "GRAPH_BASE_URL": meta.url}) as process:
        try:
            yield process
        finally:
            process.kill()


def until(condition, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def test_a_killed_worker_loses_nothing_and_one_that_is_told_to_stop_stops(receive, meta, kept, process_environment):
    receive("document", meta.said(PDF * 100, "application/pdf"))
    meta.replies = [trickles(lambda: time.sleep(0.5), pieces=100)]
    with media_worker(process_environment, meta) as worker:
        until(lambda: the_file().state is MediaState.PULLING and meta.heard)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    assert the_file().state is MediaState.PULLING  # nobody knows yet
    assert the_file().next_attempt_at is not None
    db.session.query(Media).update({"next_attempt_at": the_file().created_at})  # and a little later
    db.session.commit()
    pulling.sweep()
    with media_worker(process_environment, meta) as worker:
        until(lambda: the_file().state is MediaState.READY)
        worker.terminate()
        assert worker.wait(15) == 0
    with closing(kept.open(the_file().storage_key)) as stream:
        assert stream.read() == PDF * 100
    assert the_file().attempts == 2


def test_a_slow_file_does_not_hold_up_the_others(receive, meta, process_environment):
    receive("document", slow := meta.said(PDF * 100, "application/pdf"))
    meta.replies = [trickles(lambda: time.sleep(0.5), pieces=100)]
    with media_worker(process_environment, meta):
        until(lambda: meta.heard == [f"get {slow['id']}"])
        receive("image", meta.said(JPEG, "image/jpeg"))
        until(lambda: [row.state for row in files_in_order()] == [MediaState.PULLING, MediaState.READY], 20)


def files_in_order() -> list[Media]:
    db.session.expire_all()
    return db.session.query(Media).order_by(Media.id).all()


PROGRAM = """
import re, sys
from pathlib import Path
from chatapp import create_app
from chatapp.media.pulling import pull

def memory(name):
    return int(re.search(name + r":\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])

app = create_app()
with app.app_context():
    pull(int(sys.argv[1]))  # everything is imported now
    before = memory("VmRSS")
    pull(int(sys.argv[2]))
    print(memory("VmHWM") - before)
"""


@pytest.fixture(params=["disk", "s3"])
def kept_in(request, process_environment):
    """The environment of a process that keeps files on the disk, or in a bucket."""
    if request.param == "disk":
        yield process_environment
        return
    with s3_server() as s3:
        bucket = {"S3_ENDPOINT": s3.endpoint, "S3_BUCKET": s3.bucket}
        yield {**process_environment, **bucket, "S3_ACCESS_KEY": s3.access_key, "S3_SECRET_KEY": s3.secret_key}


def test_a_document_of_100_mb_takes_little_memory(receive, meta, kept_in):
    receive("document", meta.said(PDF, "application/pdf"))
    receive("document", meta.said(PDF + bytes(100 * MIB - len(PDF)), "application/pdf"))
    small, large = files_in_order()
    command = [sys.executable, "-c", PROGRAM, str(small.id), str(large.id)]
    run = subprocess.run(
        command,
        cwd=ROOT,
        env={**kept_in, "GRAPH_BASE_URL": meta.url},
        capture_output=True,
        text=True,
        timeout=110,
    )
    assert run.returncode == 0, run.stderr
    assert (files_in_order()[1].state, files_in_order()[1].size) == (MediaState.READY, 100 * MIB)
    growth = int(run.stdout.split()[-1]) / 1024
    print(f"{growth:.1f} MiB more for 100 MiB")  # noqa: T201
    assert growth < 64
