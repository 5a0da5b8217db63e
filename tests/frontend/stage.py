"""One browser window, the product behind it, and the far end of its socket."""

import json
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Page, Request, Route, WebSocketRoute

from chatapp.models import User
from tests.browser import Windows
from tests.callers import cookie_of

#: What the browser keeps of these is found by numbers, and the next test's files have the same ones.
FILES = ("image", "media")

Answer = Callable[[Route], None]


def cursor() -> str:
    """What the product's socket says: the database's clock, and that is this machine's."""
    return str(time.time_ns() // 1000)


class Stage:
    """`page` is Playwright's; `sockets` are the links the page has opened, in order."""

    def __init__(self, app: Flask, windows: Windows, url: str, user: User | None, options: dict):
        self.windows = windows
        self.page: Page = windows.open(url, **options)
        self.context = self.page.context
        if user:
            name, _, value = cookie_of(app, user).partition("=")
            self.context.add_cookies([{"name": name, "value": value, "url": url}])
        self.requests: list[Request] = []
        self.under_way: set[Request] = set()
        self.sockets: list[FarEnd] = []
        self.complaints: list[str] = []
        self._answers: dict[tuple[str, str], Answer | None] = {}
        self.page.on("request", self._begin)
        self.page.on("requestfinished", self._end)
        self.page.on("requestfailed", self._end)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.route_web_socket("**/live", self._link)

    def go(self, path: str) -> "Stage":
        self.page.goto(path)
        return self

    def answer(self, method: str, path: str, how: Answer | None) -> None:
        """From now on `how` answers this instead of the product; None: the product again."""
        if (method, path) not in self._answers:
            self.page.route(lambda url: urlsplit(url).path == path, self._stand_in)
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

    def stop_the_clock(self) -> None:
        """The page's time is the test's from here on, and that of every page which this context would ever open."""
        self.windows.discard(self.page)
        self.page.clock.install()

    def sign_out(self) -> None:
        """In another tab: this page does not know yet."""
        self.context.clear_cookies()

    def close(self) -> None:
        """With nothing on its way to the product any more."""
        for _ in range(20):
            if not self.under_way:
                break
            self.page.wait_for_timeout(10)
        if any(request.resource_type in FILES and "/static/" not in request.url for request in self.requests):
            self.windows.discard(self.page)
        self.windows.close(self.page)

    def _begin(self, request: Request) -> None:
        self.requests.append(request)
        if request.resource_type in ("document", "fetch", "xhr"):
            self.under_way.add(request)

    def _end(self, request: Request) -> None:
        self.under_way.discard(request)

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
