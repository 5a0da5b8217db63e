"""One browser window, the product behind it, and the far end of its socket."""

import json
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Browser, Page, Request, Route, WebSocketRoute

from chatapp.models import User
from tests import callers

ORIGIN = "http://localhost"
#: The browser's own cookies and lengths are the test client's business.
DROPPED = {"cookie", "host", "content-length", "accept-encoding"}

Answer = Callable[[Route], None]

#: A browser's cache, which routing has switched off: what may be kept for ever, by its path. Not what a path leads to:
#: the next test's files have the same numbers.
_immutable: dict[str, dict] = {}


def cursor() -> str:
    """What the product's socket says: the database's clock, and that is this machine's."""
    return str(time.time_ns() // 1000)


class Stage:
    """`page` is Playwright's; `sockets` are the links the page has opened, in order."""

    def __init__(self, app: Flask, browser: Browser, user: User | None, options: dict):
        self.visitor = callers.Page(app)
        if user:
            self.visitor.sign_in(user)
        self.context = browser.new_context(base_url=ORIGIN, **options)
        self.page: Page = self.context.new_page()
        self.requests: list[Request] = []
        self.sockets: list[FarEnd] = []
        self.complaints: list[str] = []
        self._answers: dict[tuple[str, str], Answer] = {}
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.route("**/*", self._serve)
        self.page.route_web_socket("**/live", self._link)

    def go(self, path: str) -> "Stage":
        self.page.goto(path)
        return self

    def answer(self, method: str, path: str, how: Answer) -> None:
        """From now on `how` answers this instead of the product."""
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
        self.visitor.client.delete_cookie("chatapp")

    def close(self) -> None:
        self.context.close()

    def _serve(self, route: Route) -> None:
        request = route.request
        where = urlsplit(request.url)
        self.requests.append(request)
        if how := self._answers.get((request.method, where.path)):
            return how(route)
        headers = {name: value for name, value in request.headers.items() if name not in DROPPED}
        if where.path not in _immutable:
            answer = self.visitor.client.open(
                f"{where.path}?{where.query}",
                method=request.method,
                data=request.post_data_buffer,
                headers=headers,
                # Playwright does not lead pictures and sounds on by itself.
                follow_redirects=request.resource_type in ("image", "media"),
            )
            told = {"status": answer.status_code, "headers": dict(answer.headers), "body": answer.data}
            if answer.history or "immutable" not in answer.headers.get("Cache-Control", ""):
                return route.fulfill(**told)
            _immutable[where.path] = told
        return route.fulfill(**_immutable[where.path])

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
