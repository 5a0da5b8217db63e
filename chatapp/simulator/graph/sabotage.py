"""Answers that go wrong: what a planned fault does to one call."""

import socket
import time

from flask import Response, jsonify, request

from ..errors import GraphError
from ..faults import Fault

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Facebook | Error</title></head><body>
<h1>Sorry, something went wrong.</h1><p>We're working on it and we'll get it fixed as soon as we can.</p>
</body></html>"""


def misanswer(fault: Fault, intended: Response | None = None) -> Response | None:
    """The spoilt answer, or None when the call shall go on (``slow``). ``intended`` is what Meta wanted to say."""
    match fault.answer:
        case "error":
            error = GraphError(fault.code, fault.details, http=fault.http)
            return with_status(jsonify(error.as_answer()), error.http)
        case "status":
            return Response("", fault.http or 500, content_type="text/plain")
        case "html":
            return Response(PAGE, fault.http or 502, content_type="text/html; charset=utf-8")
        case "garbage":
            return Response('{"messages":[{"id":"wamid.', fault.http or 200, content_type="application/json")
        case "empty":
            return Response("", fault.http or 200, content_type="application/json")
        case "truncate":
            return truncated(intended)
        case "hang":
            time.sleep(fault.seconds)
            return hung_up()
        case "drop":
            return hung_up()
        case "slow":
            time.sleep(fault.seconds)
    return None


def with_status(response: Response, status: int) -> Response:
    """The response with another HTTP status."""
    response.status_code = status
    return response


def hung_up() -> Response:
    """Close the connection without a byte; the response that is returned goes nowhere."""
    line: socket.socket = request.environ["gunicorn.socket"]
    line.shutdown(socket.SHUT_RDWR)
    return Response("", 200)


def truncated(intended: Response | None) -> Response:
    """Headers that promise a whole answer, half of it, and a closed connection."""
    whole = intended.get_data() if intended else b'{"messaging_product":"whatsapp"}'
    half = whole[: len(whole) // 2]
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(whole)}\r\n\r\n"
    line: socket.socket = request.environ["gunicorn.socket"]
    line.sendall(head.encode() + half)
    return hung_up()
