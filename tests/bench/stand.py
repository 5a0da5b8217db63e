"""What a benchmark stands on: servers of its own that really write to the disk, and the product on them."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from flask import Flask
from flask_migrate import upgrade

from chatapp import create_app
from chatapp.embedded import EmbeddedServices
from chatapp.settings import Settings
from tests.conftest import SECRETS

ROOT = Path(__file__).parents[2]


class Stand(NamedTuple):
    """`folder` is gone afterwards; `environment` is for processes of the product; `services` are its servers."""

    folder: Path
    environment: dict[str, str]
    app: Flask
    services: EmbeddedServices


@contextmanager
def stand(**environment: str) -> Iterator[Stand]:
    """A migrated, empty product; inside it an application context is open."""
    with tempfile.TemporaryDirectory(prefix="bench") as folder, EmbeddedServices(Path(folder) / "s") as services:
        told = {
            "DATABASE_URL": services.database_url,
            "REDIS_URL": services.redis_url,
            "SECRET_KEY": "a secret key that only benchmarks use, long enough",
            "SECRETS_KEYS": f"k1:{SECRETS['k1']}",
            "APP_ENV": "test",
            "CHATAPP_VAR": str(Path(folder) / "var"),
            "META_APP_SECRET": "bench_app_secret",
            "META_VERIFY_TOKEN": "bench_verify_token",
            **environment,
        }
        app = create_app(Settings.from_env(told))
        with app.app_context():
            upgrade()
            yield Stand(Path(folder), {**os.environ, "PYTHONPATH": str(ROOT), **told}, app, services)


def python(*words: str) -> list[str]:
    """The command for another process of this Python."""
    return [sys.executable, *words]
