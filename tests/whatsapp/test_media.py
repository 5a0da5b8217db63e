"""Fetching files from Meta: fresh links, bodies that break off, and links that lead elsewhere."""

import socket

import orjson
import pytest

from chatapp.whatsapp.downloads import MediaLink
from chatapp.whatsapp.failures import ForeignLink, Interrupted, LinkExpired, Rejected
from chatapp.whatsapp.media_hosts import is_trusted
from tests.whatsapp.calls import NUMBER, TOKEN, client_of
from tests.whatsapp.graph_stand_in import StandIn, answering, standing_in, take

LINK = {"url": "https://lookaside.fbsbx.com/x", "mime_type": "image/jpeg", "sha256": "ab12", "file_size": "303833"}


def fetch(server: StandIn, path: str = "/file") -> bytes:
    with client_of(server.url).download(server.url + path, TOKEN) as body:
        parts = []
        while part := body.read(1000):
            parts.append(part)
        return b"".join(parts)


@pytest.mark.parametrize("size", ["303833", 303833])
def test_a_fresh_link(size):
    with standing_in(answering(200, orjson.dumps({**LINK, "file_size": size, "id": "77"}))) as server:
        link = client_of(server.url).get_media("77", TOKEN, NUMBER)
    assert link == MediaLink(LINK["url"], "image/jpeg", "ab12", 303833)
    assert server.requests[0].startswith(f"GET /v26.0/77?phone_number_id={NUMBER} HTTP/1.1".encode())


def test_an_answer_without_link():
    with standing_in(answering(200, b'{"id":"77"}')) as server, pytest.raises(Interrupted):
        client_of(server.url).get_media("77", TOKEN, NUMBER)


def test_a_file_is_fetched_with_the_token():
    content = bytes(range(256)) * 500
    with standing_in(answering(200, content, "Content-Type: image/jpeg")) as server:
        with client_of(server.url).download(f"{server.url}/file", TOKEN) as body:
            assert (body.size, body.content_type) == (len(content), "image/jpeg")
        assert fetch(server) == content
    head = server.requests[0].lower()
    assert b"authorization: bearer " + TOKEN.lower().encode() in head
    assert b"accept-encoding: identity" in head
    assert b"python-requests" not in head


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_link_that_is_over(status):
    with standing_in(answering(status, b"{}")) as server, pytest.raises(LinkExpired):
        fetch(server)


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_not_now(status):
    with standing_in(answering(status, b"")) as server, pytest.raises(Rejected) as refused:
        fetch(server)
    assert refused.value.verdict.retry.attempts > 0


def test_a_body_that_breaks_off():
    def behave(server: StandIn, connection: socket.socket) -> None:
        take(server, connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + b"x" * 3000)

    with standing_in(behave) as server, pytest.raises(Interrupted):
        fetch(server)


def test_a_body_in_chunks_that_breaks_off():
    def behave(server: StandIn, connection: socket.socket) -> None:
        take(server, connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")

    with standing_in(behave) as server, pytest.raises(Interrupted):
        fetch(server)


def test_nobody_there():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with pytest.raises(Interrupted), client_of(url).download(f"{url}/file", TOKEN):
        pass


def test_redirects_are_followed_only_to_meta():
    def behave(server: StandIn, connection: socket.socket) -> None:
        while take(server, connection):
            path = server.requests[-1].split()[1]
            if path == b"/file":
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
            else:
                target = {b"/moved": b"/file", b"/away": b"http://192.0.2.1/", b"/round": b"/round"}[path]
                connection.sendall(b"HTTP/1.1 302 X\r\nContent-Length: 0\r\nLocation: " + target + b"\r\n\r\n")

    with standing_in(behave) as server:
        assert fetch(server, "/moved") == b"hi"
        for path in ("/away", "/round"):
            with pytest.raises(ForeignLink):
                fetch(server, path)


def test_a_foreign_link_is_not_even_asked():
    with standing_in(answering(200, b"secret")) as other:
        link = client_of("https://graph.facebook.com").download(f"{other.url}/file", TOKEN)
        with pytest.raises(ForeignLink), link:
            pass
    assert other.requests == []


GRAPH = "https://graph.facebook.com/v26.0"
SIMULATOR = "http://127.0.0.1:5001/v26.0"


@pytest.mark.parametrize(
    ("url", "graph_url", "trusted"),
    [
        ("https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1", GRAPH, True),
        ("https://LOOKASIDE.fbsbx.com:443/x", GRAPH, True),
        ("https://scontent.fgru1-1.fna.fbcdn.net/x", GRAPH, True),
        ("https://mmg.whatsapp.net/x", GRAPH, True),
        ("https://mmg.whatsapp.net/x", SIMULATOR, True),
        ("http://lookaside.fbsbx.com/x", GRAPH, False),
        ("https://lookaside.fbsbx.com:8443/x", GRAPH, False),
        ("https://evilfbsbx.com/x", GRAPH, False),
        ("https://fbsbx.com.evil.example/x", GRAPH, False),
        ("https://evil.example/.fbsbx.com", GRAPH, False),
        ("https://lookaside.fbsbx.com@evil.example/x", GRAPH, False),
        ("https://me@lookaside.fbsbx.com/x", GRAPH, False),
        ("https://evil.example\\.fbsbx.com/x", GRAPH, False),
        ("http://169.254.169.254/latest/meta-data", GRAPH, False),
        ("http://127.0.0.1:6379/", GRAPH, False),
        ("file:///etc/passwd", GRAPH, False),
        ("https://[::1", GRAPH, False),
        ("https://lookaside.fbsbx.com:port/x", GRAPH, False),
        ("", GRAPH, False),
        ("http://127.0.0.1:5001/x", SIMULATOR, True),
        ("http://localhost:5001/x", SIMULATOR, True),
        ("http://127.0.0.1:5002/x", SIMULATOR, False),
        ("http://10.0.0.1:5001/x", SIMULATOR, False),
        ("https://127.0.0.1:5001/x", SIMULATOR, False),
    ],
)
def test_who_is_asked_for_files(url, graph_url, trusted):
    assert is_trusted(url, graph_url) is trusted
