"""What is worth it leaves compressed, for those who can read it."""

import gzip

import pytest


@pytest.fixture
def login(client):
    return lambda accepted: client.get("/login", headers={"Accept-Encoding": accepted})


def test_a_page_is_the_same_after_unpacking(login):
    plain, packed = login("identity"), login("gzip, br")
    assert packed.content_encoding == "gzip"
    assert len(packed.data) < len(plain.data) / 2
    assert packed.content_length == len(packed.data)
    assert gzip.decompress(packed.data).startswith(b"<!doctype html>")


def test_a_cache_would_know_the_difference(login):
    for accepted in ("identity", "gzip"):
        assert "Accept-Encoding" in login(accepted).vary


@pytest.mark.parametrize("accepted", ["", "identity", "br", "gzip;q=0"])
def test_who_cannot_read_it_gets_it_plain(login, accepted):
    answer = login(accepted)
    assert answer.content_encoding is None
    assert answer.data.startswith(b"<!doctype html>")


def test_short_answers_stay_as_they_are(client):
    assert client.get("/healthz", headers={"Accept-Encoding": "gzip"}).content_encoding is None


def test_the_length_tells_nothing_exact(login):
    lengths = [len(login("gzip").data) for _ in range(20)]
    assert max(lengths) - min(lengths) > 20
