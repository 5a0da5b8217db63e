"""The Graph client against a real server: what it sends, and what it makes of Meta's answers."""

import json
import logging
import socket
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor

import orjson
import pytest

from chatapp.whatsapp.answers import SendReceipt
from chatapp.whatsapp.causes import Cause
from chatapp.whatsapp.failures import Rejected
from tests.whatsapp.calls import ACCEPTED, NUMBER, PAYLOAD, TOKEN, client_of, failure, send
from tests.whatsapp.graph_stand_in import StandIn, answering, standing_in, take


def test_sending():
    with standing_in(answering(200, ACCEPTED)) as server:
        receipt = send(server)
    assert receipt == SendReceipt("wamid.OUT1", wa_id="553188210467")
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /v26.0/402917735561208/messages HTTP/1.1\r\n")
    assert b"Authorization: Bearer EAAGsecret0token" in head
    assert b"Content-Type: application/json" in head
    assert json.loads(body) == PAYLOAD


def test_a_receipt_for_a_customer_without_phone():
    answer = {"contacts": [{"input": "BR.7", "user_id": "BR.7"}], "messages": [{"id": "w", "message_status": "paused"}]}
    with standing_in(answering(200, orjson.dumps(answer))) as server:
        assert send(server) == SendReceipt("w", user_id="BR.7", message_status="paused")


@pytest.mark.parametrize("typing", [False, True])
def test_marking_read(typing):
    with standing_in(answering(200, b'{"success":true}')) as server:
        client_of(server.url).mark_read(NUMBER, TOKEN, "wamid.IN1", typing=typing)
    body = json.loads(server.requests[0].partition(b"\r\n\r\n")[2])
    assert (body["status"], body["message_id"]) == ("read", "wamid.IN1")
    assert body.get("typing_indicator") == ({"type": "text"} if typing else None)


def test_asking_about_a_number():
    with standing_in(answering(200, b'{"id":"402917735561208","quality_rating":"GREEN"}')) as server:
        assert (
            client_of(server.url).get_phone_number(NUMBER, TOKEN, ("id", "quality_rating"))["quality_rating"] == "GREEN"
        )
    assert server.requests[0].startswith(b"GET /v26.0/402917735561208?fields=id%2Cquality_rating HTTP/1.1")


def test_one_client_serves_many_threads_over_kept_connections():
    connections = []

    def behave(server: StandIn, connection: socket.socket) -> None:
        connections.append(connection)
        answering(200, ACCEPTED)(server, connection)

    with standing_in(behave) as server, ThreadPoolExecutor(8) as pool:
        client = client_of(server.url)
        jobs = [pool.submit(client.send_message, NUMBER, TOKEN, PAYLOAD) for _ in range(80)]
        assert {job.result().wamid for job in jobs} == {"wamid.OUT1"}
    assert len(server.requests) == 80
    assert len(connections) <= 8


def test_a_connection_that_meta_closed_while_it_was_idle_is_not_used_again():
    closed = threading.Event()

    def behave(server: StandIn, connection: socket.socket) -> None:
        take(server, connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(ACCEPTED) + ACCEPTED)
        connection.close()
        closed.set()

    with standing_in(behave) as server:
        client = client_of(server.url)
        for _ in range(3):
            closed.clear()
            assert client.send_message(NUMBER, TOKEN, PAYLOAD).wamid == "wamid.OUT1"
            assert closed.wait(2)
    assert len(server.requests) == 3


def error_body(**fields) -> bytes:
    return orjson.dumps({"error": {"message": "(#1) Trouble", "type": "OAuthException", **fields}})


def test_meta_says_no():
    body = error_body(
        code=131056,
        error_subcode=2494055,
        error_data={"messaging_product": "whatsapp", "details": "Too many messages to this customer."},
        fbtrace_id="Az8or2yhqk",
    )
    with standing_in(answering(400, body, "Retry-After: 12")) as server:
        error = failure(server)
    assert isinstance(error, Rejected)
    assert (error.code, error.subcode, error.http_status) == (131056, 2494055, 400)
    assert error.details == "Too many messages to this customer."
    assert (error.fbtrace_id, error.retry_after, error.is_transient) == ("Az8or2yhqk", 12, False)
    assert error.verdict.cause is Cause.PAIR_LIMIT
    assert str(error) == "HTTP 400, code 131056, (#1) Trouble, Too many messages to this customer."


@pytest.mark.parametrize(
    ("status", "body", "cause"),
    [
        (401, error_body(code=190, error_subcode=463), Cause.AUTHENTICATION),
        (400, error_body(code=131009, error_data="plain words"), Cause.INVALID_REQUEST),
        (500, error_body(code=131000), Cause.TEMPORARY),
        (503, error_body(code=2, is_transient=True), Cause.TEMPORARY),
        (400, error_body(code=424242, is_transient=True), Cause.TEMPORARY),
        (400, error_body(code="131047"), Cause.WINDOW_CLOSED),
        (200, error_body(code=131047), Cause.WINDOW_CLOSED),
        (400, error_body(), Cause.UNKNOWN),
        (429, b"<html>Slow down</html>", Cause.THROUGHPUT),
        (404, b"nothing here", Cause.UNKNOWN),
        (302, b"", Cause.UNKNOWN),
    ],
)
def test_what_a_refusal_means(status, body, cause):
    with standing_in(answering(status, body, "Location: /elsewhere")) as server:
        error = failure(server)
    assert isinstance(error, Rejected)
    assert error.http_status == status
    assert error.verdict.cause is cause
    assert len(server.requests) == 1, "a POST must not follow redirects: it would become a GET"


def test_error_data_as_plain_words():
    with standing_in(answering(400, error_body(code=131009, error_data="plain words"))) as server:
        assert failure(server).details == "plain words"


def test_a_refusal_to_mark_read_is_told_like_any_other():
    with standing_in(answering(400, error_body(code=131009))) as server, pytest.raises(Rejected, match="131009"):
        client_of(server.url).mark_read(NUMBER, TOKEN, "wamid.GONE")


def test_the_token_is_never_logged(caplog):
    caplog.set_level(logging.DEBUG)
    with standing_in(answering(200, ACCEPTED)) as server:
        send(server)
    assert b"EAAGsecret0token" in server.requests[0]
    assert "POST /v26.0" in caplog.text
    assert TOKEN not in caplog.text


@pytest.mark.parametrize("behave", [answering(401, error_body(code=190)), answering(502, b"<html>")])
def test_the_token_is_never_told(behave):
    with standing_in(behave) as server:
        error = failure(server)
    assert b"EAAGsecret0token" in server.requests[0]
    assert TOKEN not in "".join(traceback.format_exception(error))


@pytest.mark.parametrize("token", ["EAAG\nsecret", "EAAGsécret", "EAAGsecret\x00"])
def test_a_token_that_cannot_be_sent_is_refused_without_being_told(token):
    with standing_in(answering(200, ACCEPTED)) as server, pytest.raises(Rejected) as caught:
        client_of(server.url).send_message(NUMBER, token, PAYLOAD)
    assert caught.value.verdict.cause is Cause.AUTHENTICATION
    assert "cret" not in str(caught.value)
    assert server.requests == []


def test_a_netrc_file_does_not_replace_the_token(tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine localhost login someone password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    with standing_in(answering(200, ACCEPTED)) as server:
        send(server)
    assert b"Bearer EAAGsecret0token" in server.requests[0]


def test_ids_cannot_leave_their_place_in_the_path():
    with standing_in(answering(200, ACCEPTED)) as server:
        client_of(server.url).send_message("../1?x=", TOKEN, PAYLOAD)
    assert server.requests[0].startswith(b"POST /v26.0/..%2F1%3Fx%3D/messages ")
