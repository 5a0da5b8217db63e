"""One line and one measurement per request, with an id that the person who saw an error can quote."""

import logging
from time import perf_counter

from flask import Flask, Response, g, request

from chatapp import logs, telemetry

HEADER = "X-Request-ID"
#: Asked every few seconds by whoever watches us: worth a line only when they fail.
_QUIET = {"health.alive", "health.ready", "telemetry.metrics"}
_METHODS = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"}

SECONDS = telemetry.Histogram(
    "chatapp_http_request_seconds",
    "How long requests took; no sockets, no webhooks",
    ("method", "route", "status"),
)

log = logging.getLogger("chatapp.access")


def init_app(app: Flask) -> None:
    settings = app.extensions["settings"]
    if settings.environment != "test":
        logs.configure(production=settings.is_production, level=settings.log_level)
    app.before_request(_begin)
    app.after_request(_end)
    app.teardown_request(lambda _error: logs.rebind())


def request_id() -> str:
    """Of this request: what its lines, its answer and its error page say."""
    if "request_id" not in g:
        g.request_id = logs.request_id(request.headers.get(HEADER))
    return g.request_id


def _begin() -> None:
    g.began_at = perf_counter()
    logs.rebind(request_id=request_id())


def _end(response: Response) -> Response:
    response.headers[HEADER] = request_id()
    seconds = perf_counter() - g.began_at
    if request.endpoint not in _QUIET or response.status_code >= 500:
        said = logs.fields(**_facts(response, seconds))
        log.info("%s %s %s", request.method, _path(), response.status_code, extra=said)
    if "websocket" not in request.headers.get("Upgrade", "").lower():
        SECONDS.observe(seconds, *_labels(response))
    return response


def _facts(response: Response, seconds: float) -> dict[str, object]:
    # Not `current_user`: a line in the log must never be what loads somebody from the database.
    user = g.get("_login_user")
    return {
        "method": request.method,
        "path": _path(),
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
        "user": getattr(user, "id", None),
    }


def _path() -> str:
    """Without its query; and where a secret is part of the path, only the path's pattern."""
    return request.url_rule.rule if "token" in (request.view_args or {}) else request.path


def _labels(response: Response) -> tuple[str, str, str]:
    """Few, whatever strangers ask for."""
    method = request.method if request.method in _METHODS else "OTHER"
    return method, request.url_rule.rule if request.url_rule else "none", str(response.status_code)
