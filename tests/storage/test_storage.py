"""What a storage promises, on the disk and in a bucket."""

import hashlib
import io
import os
from contextlib import closing
from datetime import UTC, datetime

import pytest
import requests

from chatapp.storage import LocalStorage, NotKept, Storage, new_key
from chatapp.storage.s3 import S3Storage
from tests.storage import s3_server

MIB = 1024 * 1024


class Trickling(io.RawIOBase):
    """Brings less than it is asked for, as sockets do; may break off."""

    def __init__(self, content: bytes, fails_after: int | None = None):
        self._stream, self._fails_after = io.BytesIO(content), fails_after

    def read(self, size: int = -1) -> bytes:
        if self._fails_after is not None and self._stream.tell() >= self._fails_after:
            raise ConnectionResetError("the other side hung up")
        return self._stream.read(min(size, 70_001) if size >= 0 else -1)


def kept(storage: Storage, content: bytes) -> str:
    key = new_key(7)
    storage.write(key, io.BytesIO(content), "application/octet-stream")
    return key


def read(storage: Storage, key: str, *span: int | None) -> bytes:
    with closing(storage.open(key, *span)) as stream:
        return stream.read()


@pytest.mark.parametrize("size", [0, 1, 300_000, 8 * MIB, 20 * MIB + 17])
def test_what_is_written_is_read(storage: Storage, size: int):
    content, key = os.urandom(size), new_key(7)
    written = storage.write(key, Trickling(content), "application/pdf")
    assert (written.size, written.sha256) == (size, hashlib.sha256(content).hexdigest())
    assert read(storage, key) == content


@pytest.mark.parametrize(
    ("start", "end", "part"),
    [(0, 4, b"0123"), (3, 7, b"3456"), (8, None, b"89"), (8, 99, b"89"), (4, 4, b""), (10, None, b""), (99, 100, b"")],
)
def test_a_part_is_read(storage: Storage, start, end, part):
    assert read(storage, kept(storage, b"0123456789"), start, end) == part


def test_it_can_be_read_in_pieces(storage: Storage):
    with closing(storage.open(kept(storage, b"0123456789"), 2, 9)) as stream:
        assert [stream.read(3), stream.read(3), stream.read(3), stream.read(3)] == [b"234", b"567", b"8", b""]


@pytest.mark.parametrize("fails_after", [0, 100_000, 9 * MIB])
def test_a_stream_that_breaks_off_leaves_nothing(storage: Storage, fails_after: int):
    key = new_key(7)
    with pytest.raises(ConnectionResetError):
        storage.write(key, Trickling(os.urandom(12 * MIB), fails_after), "video/mp4")
    with pytest.raises(NotKept):
        storage.open(key)


def test_nor_does_it_leave_rubbish_on_the_disk(tmp_path):
    with pytest.raises(ConnectionResetError):
        LocalStorage(tmp_path).write(new_key(7), Trickling(b"x" * MIB, 200_000), "video/mp4")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_nor_parts_in_the_bucket(s3):
    with pytest.raises(ConnectionResetError):
        S3Storage(s3).write(new_key(7), Trickling(os.urandom(12 * MIB), 9 * MIB), "video/mp4")
    assert "Uploads" not in s3_server.client(s3).list_multipart_uploads(Bucket=s3.bucket)


def test_programs_get_a_file(storage: Storage):
    key = kept(storage, b"0123456789")
    with storage.file(key) as path:
        assert path.read_bytes() == b"0123456789"
    with pytest.raises(NotKept), storage.file(new_key(7)):
        pass
    assert read(storage, key) == b"0123456789"


def test_deleted_is_deleted(storage: Storage):
    key, other = kept(storage, b"a"), kept(storage, b"b")
    storage.delete(key)
    storage.delete(key)
    with pytest.raises(NotKept):
        storage.open(key)
    assert read(storage, other) == b"b"


def test_keys_are_the_accounts_own_and_nobody_elses_paths(storage: Storage):
    assert new_key(7).startswith("7/")
    assert new_key(7) != new_key(7)
    for key in ("../../etc/passwd", "7/../8/00", "/7/ab/" + "0" * 30, "7/ab/" + "0" * 30 + "/..", ""):
        for use in (storage.open, storage.delete, lambda key: storage.write(key, io.BytesIO(), "text/plain")):
            with pytest.raises(ValueError, match="not a storage key"):
                use(key)


def test_a_bucket_gives_links_of_its_own(s3):
    storage = S3Storage(s3)
    link = storage.url(
        kept(storage, b"0123456789"), content_type="image/png", disposition='inline; filename="a.png"', seconds=60
    )
    assert link.startswith(storage.origin + "/")
    answer = requests.get(link, headers={"Range": "bytes=2-4"}, timeout=10)
    assert (answer.status_code, answer.content) == (206, b"234")
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Content-Disposition"] == 'inline; filename="a.png"'
    assert "X-Amz-Expires=60" in link


def test_the_disk_has_no_address(tmp_path):
    storage = LocalStorage(tmp_path)
    key = kept(storage, b"a")
    assert storage.origin is None
    assert storage.url(key, content_type="image/png", disposition="inline", seconds=60) is None


def test_a_slow_disk_shows_no_halves(tmp_path):
    """While it is being written there is nothing to be read."""
    storage, key = LocalStorage(tmp_path), new_key(7)

    class Watching(Trickling):
        def read(self, size: int = -1) -> bytes:
            with pytest.raises(NotKept):
                storage.open(key)
            return super().read(size)

    storage.write(key, Watching(b"x" * MIB), "video/mp4")
    assert len(read(storage, key)) == MIB


def test_what_somebody_died_over_is_cleared_away_and_files_stay(storage: Storage, half_written):
    key, before = kept(storage, b"whole"), datetime(2000, 1, 1, tzinfo=UTC)
    half_written()
    assert storage.tidy(before) == 0
    assert storage.tidy(datetime.now(UTC)) == 1
    assert storage.tidy(datetime.now(UTC)) == 0
    assert read(storage, key) == b"whole"
