"""Every way to say no, in the caller's form: JSON, a fragment for htmx, or a page. One shape, and nothing leaks."""

import logging

from flask import Flask, Response, make_response, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from redis import RedisError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from werkzeug.exceptions import HTTPException

from chatapp import clock
from chatapp.extensions import db, limiter
from chatapp.refusals import Refusal
from chatapp.web.access_log import request_id
from chatapp.web.negotiation import VARY, wants_fragment, wants_json
from chatapp.web.respond import json_response
from chatapp.web.security import forget_reader

log = logging.getLogger(__name__)

RETRY_AFTER = 5

#: HTTP status -> (code for programs, words for people).
WORDS = {
    400: ("bad_request", _l("This request could not be understood.")),
    401: ("unauthenticated", _l("Please sign in.")),
    403: ("forbidden", _l("You may not see or do this. Ask an administrator if you need to.")),
    404: ("not_found", _l("There is nothing here. It may have been moved or removed.")),
    405: ("method_not_allowed", _l("This cannot be done here.")),
    406: ("not_acceptable", _l("This address does not answer in that format.")),
    408: ("timeout", _l("The request took too long to arrive. Please try again.")),
    413: ("too_large", _l("What you sent is too large.")),
    415: ("unsupported_media_type", _l("What you sent is in a format that is not understood here.")),
    422: ("invalid", _l("Please check what you entered.")),
    429: ("too_many_requests", _l("Too many attempts. Please wait a little and try again.")),
    500: ("internal", _l("Something went wrong on our side. It has been recorded; please try again.")),
    503: ("unavailable", _l("We cannot reach our own database just now. Please try again in a few seconds.")),
}


def init_app(app: Flask) -> None:
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _stale_form)
    for away in (OperationalError, InterfaceError, PoolExhausted, RedisError):
        app.register_error_handler(away, _away)
    app.register_error_handler(Exception, _unexpected)


def _refused(refusal: Refusal) -> Response:
    db.session.rollback()
    return _answer(refusal.status, refusal.code, str(refusal.message), refusal.fields, refusal.gone)


def _http(error: HTTPException) -> Response | HTTPException:
    if error.response is not None or error.code is None or error.code < 400:
        return error
    code, words = WORDS.get(error.code, WORDS[400] if error.code < 500 else WORDS[500])
    response = _answer(error.code, code, str(words))
    for name, value in error.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            response.headers[name] = value
    if error.code == 429 and limiter.current_limit:
        response.headers["Retry-After"] = str(max(1, limiter.current_limit.reset_at - int(clock.now().timestamp())))
    return response


def _stale_form(_error: CSRFError) -> Response:
    """Seldom a forgery: mostly a page that was left open while its session ended."""
    return _answer(
        400, "stale_form", _("This page was open for too long. Please load it again and repeat what you did.")
    )


def _away(error: Exception) -> Response:
    """The database or Redis does not answer: say so without asking it anything more."""
    log.error("a server we depend on is away: %s", error)
    forget_reader()
    _forget_transaction()
    code, words = WORDS[503]
    response = _answer(503, code, str(words))
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def _unexpected(error: Exception) -> Response:
    log.exception("unexpected: %s", type(error).__name__)
    _forget_transaction()
    code, words = WORDS[500]
    return _answer(500, code, str(words))


def _forget_transaction() -> None:
    try:
        db.session.rollback()
    except Exception:
        log.warning("the transaction could not be rolled back", exc_info=True)
        db.session.remove()


def _answer(
    status: int, code: str, message: str, fields: dict[str, str] | None = None, gone: str | None = None
) -> Response:
    error = {"code": code, "message": message, "fields": {k: str(v) for k, v in (fields or {}).items()}}
    if wants_json():
        response = json_response({"error": error}, status)
        if status == 401:
            response.headers["WWW-Authenticate"] = "Bearer"
    else:
        template = "errors/_toast.html" if wants_fragment() else "errors/error.html"
        words = {"title": _title(status), "message": message, "code": code, "request_id": request_id(), "gone": gone}
        response = make_response(render_template(template, **words), status)
    response.vary.update(VARY)
    return response


def _title(status: int) -> str:
    if status == 404:
        return _("Not found")
    if status == 403:
        return _("Not allowed")
    if status == 503:
        return _("Just a moment")
    return _("That did not work")
