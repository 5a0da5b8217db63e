"""The product as its callers see it: a browser without script, a program with tokens, a terminal."""

import re
from contextvars import Context

import html5lib
from click.testing import Result
from flask import Flask, session
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse

from chatapp.extensions import db
from chatapp.models import User
from chatapp.sessions import issue, open_session
from tests.factories import PASSWORD

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_ID = re.compile(r'\sid="([^"]+)"')


class Client(FlaskClient):
    """Requests happen in a context of their own, as in a server: what a test holds open is not theirs."""

    def open(self, *args: object, **kwargs: object) -> TestResponse:
        return Context().run(super().open, *args, **kwargs)


class Page:
    """A person's browser: one cookie jar, the token of its forms, and a critical eye for what it is shown."""

    def __init__(self, app: Flask):
        self.client = app.test_client()
        self.token: str | None = None

    def sign_in(self, user: User) -> "Page":
        """With the cookie that signing in gives, and without its cost."""
        name, value, self.token = Context().run(_session, self.client.application, user)
        self.client.set_cookie(name, value)
        return self

    def log_in(self, user: User, password: str = PASSWORD) -> "Page":
        """By the form."""
        answer = self.post("/login", email=user.email, password=password)
        assert answer.status_code == 303, answer.text
        self.token = None
        return self

    def get(self, path: str, **headers: str) -> TestResponse:
        return self._seen(self.client.get(path, headers=_headers(headers)))

    def post(self, path: str, *, headers: dict[str, str] | None = None, **form: object) -> TestResponse:
        """Like the forms of our pages, which hold the session's token."""
        if self.token is None:
            self.get("/settings")
        if self.token is None:
            self.get("/login")
        return self._seen(self.client.post(path, data={"csrf_token": self.token, **form}, headers=headers))

    def _seen(self, answer: TestResponse) -> TestResponse:
        if answer.mimetype != "text/html":
            return answer
        if found := _TOKEN.search(answer.text):
            self.token = found[1]
        if answer.text.lstrip().startswith("<!doctype"):
            check_page(answer.text)
        return answer


class Api:
    """A program: JSON in, JSON out, an access token, no cookies."""

    def __init__(self, app: Flask, access_token: str | None = None):
        self.client = app.test_client(use_cookies=False)
        self.access_token = access_token

    def sign_in(self, user: User) -> "Api":
        """With the token that signing in gives, and without its cost."""
        self.access_token = Context().run(_access_token, self.client.application, user)
        return self

    def log_in(self, user: User, password: str = PASSWORD) -> dict:
        """By address and password."""
        answer = self.post("/tokens", email=user.email, password=password)
        assert answer.status_code == 201, answer.text
        self.access_token = answer.json["access_token"]
        return answer.json

    def get(self, path: str) -> TestResponse:
        return self.send("GET", path)

    def post(self, path: str, **body: object) -> TestResponse:
        return self.send("POST", path, body)

    def patch(self, path: str, **body: object) -> TestResponse:
        return self.send("PATCH", path, body)

    def delete(self, path: str) -> TestResponse:
        return self.send("DELETE", path)

    def send(self, method: str, path: str, body: object = None) -> TestResponse:
        headers = {"Accept": "application/json"}
        if self.access_token:
            headers["Authorization"] = f"Bearer {self.access_token}"
        return self.client.open(path, method=method, json=body, headers=headers)


def cookie_of(app: Flask, user: User) -> str:
    """The cookie that a browser would have after signing in."""
    name, value, _ = Context().run(_session, app, user)
    return f"{name}={value}"


def _session(app: Flask, user: User) -> tuple[str, str, str]:
    """The cookie's name and value, and the token that forms of this session hold."""
    with app.test_request_context():
        open_session(user)
        db.session.commit()
        token = generate_csrf()
        value = app.session_interface.get_signing_serializer(app).dumps(dict(session))
    return app.config["SESSION_COOKIE_NAME"], value, token


def _access_token(app: Flask, user: User) -> str:
    with app.app_context():
        pair = issue(user)
        db.session.commit()
    return pair.access_token


def run(app: Flask, *words: str, **options: object) -> Result:
    """`flask <words>` for this app, in a context of its own too."""
    return Context().run(app.test_cli_runner().invoke, args=list(words), **options)


def check_page(html: str) -> None:
    """Valid HTML5, and no id twice."""
    html5lib.HTMLParser(strict=True).parse(html)
    ids = _ID.findall(html)
    assert len(ids) == len(set(ids)), sorted({i for i in ids if ids.count(i) > 1})


def _headers(named: dict[str, str]) -> dict[str, str]:
    """hx_request="true" -> HX-Request: true"""
    return {name.replace("_", "-"): value for name, value in named.items()}
