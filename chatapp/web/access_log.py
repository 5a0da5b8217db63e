"""One line per request, with an id that the person who saw an error can quote."""

import json
import logging
import re
import sys
from datetime import UTC, datetime
from time import perf_counter
from uuid import uuid4

from flask import Flask, Response, g, has_request_context, request

HEADER = "X-Request-ID"
_GIVEN = re.compile(r"[\w.-]{8,64}", re.ASCII)
#: Asked every few seconds by whoever watches us: worth a line only when they fail.
_QUIET = {"health.alive", "health.ready"}
log = logging.getLogger("chatapp.access")


def init_app(app: Flask) -> None:
    settings = app.extensions["settings"]
    if settings.environment != "test":
        _configure_logging(_Json() if settings.is_production else _Short())
    app.before_request(_begin)
    app.after_request(_end)


def request_id() -> str:
    """The router's id of this request if it gave one that can be trusted in a log line, else one of our own."""
    if "request_id" not in g:
        given = request.headers.get(HEADER, "")
        g.request_id = given if _GIVEN.fullmatch(given) else uuid4().hex
    return g.request_id


def _begin() -> None:
    g.began_at = perf_counter()


def _end(response: Response) -> Response:
    response.headers[HEADER] = request_id()
    if request.endpoint not in _QUIET or response.status_code >= 500:
        log.info("%s %s %s", request.method, _path(), response.status_code, extra={"access": _facts(response)})
    return response


def _facts(response: Response) -> dict[str, object]:
    # Not `current_user`: a line in the log must never be what loads somebody from the database.
    user = g.get("_login_user")
    return {
        "method": request.method,
        "path": _path(),
        "status": response.status_code,
        "ms": round((perf_counter() - g.began_at) * 1000, 1),
        "user": getattr(user, "id", None),
    }


def _path() -> str:
    """Without its query; and where a secret is part of the path, only the path's pattern."""
    return request.url_rule.rule if "token" in (request.view_args or {}) else request.path


def _configure_logging(formatter: logging.Formatter) -> None:
    root = logging.getLogger()
    if root.handlers:
        return
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(formatter)
    root.addHandler(handler)
    root.setLevel(logging.INFO)


class _Short(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname).1s %(name)s: %(message)s", "%H:%M:%S")


class _Json(logging.Formatter):
    """One object per line: what log services read without being taught."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if has_request_context():
            line["request_id"] = request_id()
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line | getattr(record, "access", {}), ensure_ascii=False, default=str)
