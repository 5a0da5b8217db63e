"""`POST /webhook`, in front of Flask: signature, ledger, 200. Nothing in these few lines can fail because of content.

Meta wants its answer within a quarter of a second and sends up to four webhooks per message, so this path creates no
request context, parses no more than it must, and shares its commits (`group_commit`).
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any, BinaryIO

import psycopg
from flask import Flask
from sqlalchemy.exc import DBAPIError

from chatapp import accounts, logs
from chatapp.inbound import metrics
from chatapp.inbound.group_commit import GroupCommit
from chatapp.inbound.processing import drain
from chatapp.whatsapp import signature
from chatapp.whatsapp.webhook import UnreadableBody
from chatapp.whatsapp.webhook.body import decode
from chatapp.whatsapp.webhook.subjects import subjects

PATH = "/webhook"
BODY_LIMIT = 3 * 1024 * 1024
RETRY_AFTER = "5"

log = logging.getLogger(__name__)


class Refused(Exception):
    """This request is not for the ledger; `reason` is what it is counted under."""

    def __init__(self, status: HTTPStatus, reason: str):
        super().__init__(reason)
        self.status, self.reason = status, reason


class WebhookFront:
    """WSGI middleware: takes Meta's webhooks, passes everything else on.

    `answers` counts what became of them in this process, `metrics.WEBHOOKS` in all: "stored", "forged", "unsigned",
    "oversized", "unreadable", "incomplete", "unavailable" (503: Meta will try again).
    """

    def __init__(self, wsgi_app: Callable, app: Flask):
        self.wsgi_app, self.app = wsgi_app, app
        self.ledger = GroupCommit(app.config["SQLALCHEMY_DATABASE_URI"], after_commit=drain.wake)
        self.answers: Counter[str] = Counter()

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "POST" or environ.get("PATH_INFO") != PATH:
            return self.wsgi_app(environ, start_response)
        request_id = logs.request_id(environ.get("HTTP_X_REQUEST_ID"))
        with logs.bound(request_id=request_id), metrics.ANSWER_SECONDS.timing():
            status, reason = self._receive(environ)
        self.answers[reason] += 1
        metrics.WEBHOOKS.count(reason)
        headers = [("Content-Type", "text/plain"), ("Content-Length", "0"), ("X-Request-ID", request_id)]
        if status is HTTPStatus.SERVICE_UNAVAILABLE:
            headers.append(("Retry-After", RETRY_AFTER))
        start_response(f"{status.value} {status.phrase}", headers)
        return [b""]

    def _receive(self, environ: dict) -> tuple[HTTPStatus, str]:
        try:
            body = _read(environ)
            signed_for = self._verify(body, environ.get("HTTP_X_HUB_SIGNATURE_256"))
            self.ledger.store(body, signed_for, subjects(_decoded(body)))
        except Refused as refused:
            log.warning("webhook refused from %s: %s", environ.get("REMOTE_ADDR"), refused.reason)
            return refused.status, refused.reason
        except Exception as error:
            # Without a trace where the database is away: there may be hundreds of these a second.
            known = isinstance(error, (psycopg.Error, DBAPIError, TimeoutError))
            log.error("webhook not stored, Meta will send it again: %s", error, exc_info=not known)
            return HTTPStatus.SERVICE_UNAVAILABLE, "unavailable"
        return HTTPStatus.OK, "stored"

    def _verify(self, body: bytes, header: str | None) -> tuple[int, ...] | None:
        """The accounts that the signature speaks for; None is all of them."""
        if not header:
            raise Refused(HTTPStatus.FORBIDDEN, "unsigned")
        for missed in (False, True):
            secrets = accounts.app_secrets(self.app, missed=missed)
            secret = signature.signed_with(body, header, secrets)
            if secret is not None:
                return secrets[secret]
        raise Refused(HTTPStatus.FORBIDDEN, "forged")


def _read(environ: dict) -> bytes:
    """The raw body. Only a server that ends the stream itself (chunked requests) may leave its length unsaid."""
    stream: BinaryIO = environ["wsgi.input"]
    said = environ.get("CONTENT_LENGTH") or ""
    if said and not said.isdigit():
        raise Refused(HTTPStatus.BAD_REQUEST, "incomplete")
    length = int(said) if said else None
    if length is None and not environ.get("wsgi.input_terminated"):
        return b""
    if length is not None and length > BODY_LIMIT:
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "oversized")
    try:
        body = stream.read(BODY_LIMIT + 1 if length is None else length)
    except OSError:
        raise Refused(HTTPStatus.BAD_REQUEST, "incomplete") from None
    if len(body) > BODY_LIMIT:
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "oversized")
    return body


def _decoded(body: bytes) -> dict[str, Any]:
    try:
        return decode(body)
    except UnreadableBody:
        raise Refused(HTTPStatus.BAD_REQUEST, "unreadable") from None
