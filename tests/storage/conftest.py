"""Both storages, one after the other: every test that asks for `storage` runs on each."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from chatapp.settings import S3Settings
from chatapp.storage import LocalStorage, Storage
from chatapp.storage.s3 import S3Storage
from tests.storage.s3_server import s3_server


@pytest.fixture(scope="session")
def s3() -> Iterator[S3Settings]:
    with s3_server() as settings:
        yield settings


@pytest.fixture(params=["disk", "s3"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    if request.param == "disk":
        return LocalStorage(tmp_path / "media")
    return S3Storage(request.getfixturevalue("s3"))
