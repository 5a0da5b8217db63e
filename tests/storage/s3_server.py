"""An S3 server of our own: moto, in a process of its own, on a free port of this machine."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import boto3
from botocore.config import Config

from chatapp.settings import S3Settings

BUCKET = "chatapp-files"


@contextmanager
def s3_server() -> Iterator[S3Settings]:
    """The settings of a running server with an empty bucket."""
    port = _free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(port)
            settings = S3Settings(f"http://127.0.0.1:{port}", BUCKET, "an access key", "a secret key")
            client(settings).create_bucket(Bucket=BUCKET)
            yield settings
        finally:
            process.terminate()


def client(settings: S3Settings):
    """boto3's own, to look behind the storage."""
    return boto3.client(
        "s3",
        endpoint_url=settings.endpoint,
        aws_access_key_id=settings.access_key,
        aws_secret_access_key=settings.secret_key,
        region_name=settings.region,
        config=Config(signature_version="s3v4"),
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 30
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert time.monotonic() < deadline, "the S3 server did not start"
        time.sleep(0.05)
