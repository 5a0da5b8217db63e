"""One browser window, the product behind it, and the far end of its socket."""

import json
import re
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Browser, Page, Request, Route, WebSocketRoute

from chatapp.models import User
from tests.callers import cookie_of

ORIGIN = "http://localhost"

Answer = Callable[[Route], None]


def cursor() -> str:
    """What the product's socket says: the database's clock, and that is this machine's."""
    return str(time.time_ns() // 1000)


class Stage:
    """`page` is Playwright's; `sockets` are the links the page has opened, in order."""

    def __init__(self, app: Flask, browser: Browser, user: User | None, options: dict):
        self.context = browser.new_context(base_url=ORIGIN, **options)
        if user:
            name, _, value = cookie_of(app, user).partition("=")
            self.context.add_cookies([{"name": name, "value": value, "url": ORIGIN}])
        self.page: Page = self.context.new_page()
        self.requests: list[Request] = []
        self.sockets: list[FarEnd] = []
        self.complaints: list[str] = []
        self._answers: dict[tuple[str, str], Answer | None] = {}
        self.page.on("request", lambda request: self.requests.append(request))
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.route_web_socket("**/live", self._link)

    def go(self, path: str) -> "Stage":
        self.page.goto(path)
        return self

    def answer(self, method: str, path: str, how: Answer | None) -> None:
        """From now on `how` answers this instead of the product; None: the product again."""
        if (method, path) not in self._answers:
            self.page.route(re.compile(rf"^{ORIGIN}{re.escape(path)}(\?|$)"), self._stand_in)
        self._answers[method, path] = how

    def push(self, html: str) -> None:
        self.sockets[-1].say({"html": html})

    def asked(self, method: str, path: str) -> list[Request]:
        return [r for r in self.requests if r.method == method and urlsplit(r.url).path == path]

    def wait_until_asked(self, method: str, path: str, times: int = 1) -> None:
        """Playwright's own waiting needs eval, which our pages do not allow."""
        for _ in range(100):
            if len(self.asked(method, path)) >= times:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"{method} {path} was asked {len(self.asked(method, path))} times, not {times}")

    def sign_out(self) -> None:
        """In another tab: this page does not know yet."""
        self.context.clear_cookies()

    def close(self) -> None:
        self.context.close()

    def _stand_in(self, route: Route) -> None:
        how = self._answers.get((route.request.method, urlsplit(route.request.url).path))
        how(route) if how else route.fallback()

    def _link(self, link: WebSocketRoute) -> None:
        self.sockets.append(FarEnd(link))

    def _hear(self, message) -> None:
        """A refused request is part of many tests; anything else that is said is a fault of ours."""
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)


class FarEnd:
    """The server's side of one link: keeps what it was told, and confirms what it is asked to watch."""

    def __init__(self, link: WebSocketRoute):
        self.link = link
        self.heard: list[dict] = []
        self.silent = False
        link.on_message(self._listen)

    def say(self, words: dict) -> None:
        self.link.send(json.dumps(words))

    def _listen(self, text: str | bytes) -> None:
        self.heard.append(json.loads(text))
        if not self.silent:
            self.say({"watching": self.heard[-1]["watch"], "id": cursor()})
