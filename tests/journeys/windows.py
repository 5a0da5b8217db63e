"""A person's browser window, which hears every complaint of the page in it."""

from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import ConsoleMessage, Locator, Request, expect

from chatapp.models import Conversation, User
from tests.browser import Windows
from tests.callers import cookie_of

DESKTOP = {"width": 1440, "height": 900}
#: What Chromium says when a page is left before its socket is open.
LEFT_EARLY = "closed before the connection is established"


class Window:
    """`page` is Playwright's. Any error or warning of the page, and any request to a foreign host, is a complaint."""

    def __init__(self, windows: Windows, url: str, *, new: bool = False, **options: object):
        self.url, self.windows = url, windows
        traits = {"timezone_id": "America/Sao_Paulo", "viewport": DESKTOP, **options}
        self.page = (windows.open_new if new else windows.open)(url, **traits)
        self.context = self.page.context
        self.page.set_default_timeout(30_000)
        self.complaints: list[str] = []
        self.forgiven: tuple[str, ...] = (LEFT_EARLY,)
        self.page.on("request", self._watch)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def enter(self, app: Flask, user: User) -> "Window":
        """Signed in, without the way over the form, which counts its visitors."""
        name, _, value = cookie_of(app, user).partition("=")
        self.context.add_cookies([{"name": name, "value": value, "url": self.url}])
        return self

    def open(self, path: str) -> "Window":
        """The page at `path`, with its socket watching and all that it missed in it."""
        with self.page.expect_response("**/live/missed?*"):
            self.page.goto(path)
        return self

    def forgive(self, *words: str) -> None:
        """What this test brings upon the page itself is no fault of the page's."""
        self.forgiven += words

    def faults(self) -> list[str]:
        return [words for words in self.complaints if not any(word in words for word in self.forgiven)]

    def row(self, conversation: Conversation) -> Locator:
        return self.page.locator(f"#c-{conversation.id}")

    def bubble(self, text: str) -> Locator:
        return self.page.locator(".log__list > .msg", has=self.page.locator(".msg__text").get_by_text(text, exact=True))

    def texts(self) -> list[str]:
        """What the thread says, from top to bottom."""
        return self.page.locator(".log__list > .msg .msg__text").all_text_contents()

    def write(self, text: str) -> None:
        """Typed and sent as people do."""
        self.page.locator("#reply").fill(text)
        self.page.locator("#reply").press("Enter")

    def wait_until(self, true: Callable[[], object], seconds: float = 15) -> None:
        """Playwright's own waiting needs eval, which our pages do not allow."""
        for _ in range(int(seconds * 20)):
            if true():
                return
            self.page.wait_for_timeout(50)
        raise AssertionError("it did not come true in time")

    def shows(self, texts: list[str]) -> None:
        """The thread says exactly this, in this order, soon."""
        expect(self.page.locator(".log__list > .msg .msg__text")).to_have_text(texts, timeout=20_000)

    def close(self) -> None:
        self.windows.close(self.page)

    def _watch(self, request: Request) -> None:
        where = urlsplit(request.url)
        if where.scheme not in ("data", "blob") and not request.url.startswith(self.url):
            self.complaints.append(f"a request to {where.netloc}")

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.text} ({message.location.get('url')})")
