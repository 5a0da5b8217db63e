"""The callers of the table, each as a browser and as a program."""

from contextvars import Context

from flask import Flask
from werkzeug.test import TestResponse

from chatapp.models import User
from tests.callers import _access_token, _session


class Caller:
    """Sends what a form or a program would, with what signing in gave them; nobody was given nothing."""

    def __init__(self, app: Flask, user: User | None):
        self.app, self.user = app, user
        self.client = app.test_client(use_cookies=False)
        self.sign_in()

    def sign_in(self) -> None:
        """Also again, after something that ends sessions."""
        self.shown = {"html": {"Accept": "text/html"}, "json": {"Accept": "application/json"}}
        if self.user is not None:
            name, value, token = Context().run(_session, self.app, self.user)
            self.shown["html"] |= {"Cookie": f"{name}={value}", "X-CSRFToken": token}
            access_token = Context().run(_access_token, self.app, self.user)
            self.shown["json"] |= {"Authorization": f"Bearer {access_token}"}

    def asks(self, form: str, method: str, address: str, values: dict) -> TestResponse:
        """`form` is html or json."""
        body = {} if method == "GET" else {"json" if form == "json" else "data": values}
        return self.client.open(address, method=method, headers=self.shown[form], **body)
