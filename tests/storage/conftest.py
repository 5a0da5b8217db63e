"""Both storages, one after the other: every test that asks for `storage` runs on each."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chatapp.settings import S3Settings
from chatapp.storage import LocalStorage, Storage, new_key
from chatapp.storage.local import UNFINISHED
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


@pytest.fixture
def half_written(storage: Storage, tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[], None]:
    """Somebody begins to write and is killed."""

    def begin() -> None:
        if isinstance(storage, LocalStorage):
            (tmp_path / "media" / UNFINISHED / "draft").write_bytes(b"ha")
        else:
            settings = request.getfixturevalue("s3")
            storage._client.create_multipart_upload(Bucket=settings.bucket, Key=new_key(7))

    return begin
