"""No answer from Meta: whether the client knows that the message cannot have arrived, or that it may have."""

import datetime
import ipaddress
import socket
import ssl
import threading

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from chatapp.whatsapp.causes import Cause
from chatapp.whatsapp.failures import NotSent, Unconfirmed
from tests.whatsapp.calls import ACCEPTED, failure
from tests.whatsapp.graph_stand_in import StandIn, answering, reset, standing_in, take


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def test_nobody_listens():
    assert isinstance(failure(StandIn(f"http://127.0.0.1:{free_port()}")), NotSent)


def test_no_such_host():
    assert isinstance(failure(StandIn("http://graph.invalid")), NotSent)


def test_no_connection_in_time():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        address = listener.getsockname()
        waiting = [socket.socket() for _ in range(4)]  # a queue that nobody takes from: the kernel drops the next
        for waiter in waiting:
            waiter.setblocking(False)
            waiter.connect_ex(address)
        assert isinstance(failure(StandIn(f"http://127.0.0.1:{address[1]}"), connect_timeout=0.3), NotSent)
        for waiter in waiting:
            waiter.close()


def test_no_tls_on_the_other_side():
    with standing_in(lambda server, connection: connection.sendall(b"SSH-2.0-hello\r\n" * 20)) as server:
        assert isinstance(failure(StandIn(server.url.replace("http:", "https:"))), NotSent)
    assert server.requests == []


@pytest.fixture
def certificate(tmp_path):
    """A certificate for `localhost` that nobody has reason to trust: its file, and a server's context."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return file, context


def test_a_certificate_that_is_not_to_be_trusted(certificate):
    with standing_in(answering(200, ACCEPTED), tls=certificate[1]) as server:
        assert isinstance(failure(server), NotSent)
    assert server.requests == []


def test_tls_that_breaks_after_the_request(certificate, monkeypatch):
    def behave(server: StandIn, connection: socket.socket) -> None:
        take(server, connection)
        raw = socket.socket(fileno=connection.detach())
        raw.sendall(b"this is not TLS" * 10)
        raw.close()

    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate[0]))
    with standing_in(behave, tls=certificate[1]) as server:
        assert isinstance(failure(server), Unconfirmed)
    assert len(server.requests) == 1


def test_no_answer_in_time():
    hold = threading.Event()

    def behave(server: StandIn, connection: socket.socket) -> None:
        take(server, connection)
        hold.wait(5)

    with standing_in(behave) as server:
        assert isinstance(failure(server, read_timeout=0.3), Unconfirmed)
        hold.set()
    assert len(server.requests) == 1


def breaks_before_the_answer(server: StandIn, connection: socket.socket) -> None:
    take(server, connection)
    reset(connection)


def closes_without_an_answer(server: StandIn, connection: socket.socket) -> None:
    take(server, connection)


def breaks_within_the_answer(server: StandIn, connection: socket.socket) -> None:
    take(server, connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + ACCEPTED[:40])
    reset(connection)


def ends_within_the_answer(server: StandIn, connection: socket.socket) -> None:
    take(server, connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n28\r\n" + ACCEPTED[:40] + b"\r\n")


def speaks_no_http(server: StandIn, connection: socket.socket) -> None:
    take(server, connection)
    connection.sendall(b"\x00\x01\x02\r\n\r\n")


@pytest.mark.parametrize(
    "behave",
    [
        breaks_before_the_answer,
        closes_without_an_answer,
        breaks_within_the_answer,
        ends_within_the_answer,
        speaks_no_http,
        answering(200, b"<html>Sorry</html>", "Content-Type: text/html"),
        answering(200, b""),
        answering(200, b"[1]"),
        answering(200, b'{"messages":[]}'),
        answering(200, b'{"messages":[{"id":null}]}'),
        answering(200, ACCEPTED, "Content-Encoding: gzip"),
        answering(502, b"<html>Bad Gateway</html>", "Content-Type: text/html"),
        answering(504, b""),
        answering(500, b'{"trouble":true}'),
    ],
)
def test_when_the_request_left_and_the_answer_cannot_be_read_we_do_not_know(behave):
    with standing_in(behave) as server:
        error = failure(server)
    assert isinstance(error, Unconfirmed)
    assert error.verdict.cause is Cause.NOT_CONFIRMED
    assert len(server.requests) == 1, "an unconfirmed message must not be repeated by the client"
