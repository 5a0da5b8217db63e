"""The one Chromium of a test process: Playwright's loop cannot run twice in a thread."""

import json
import os
import shutil
from collections import defaultdict
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

#: The shell is the same engine without the windows around it, for half the work.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A microphone that beeps, and that nobody forbids: the shell knows no such question.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)
#: What a page can leave behind in its browser, but for what it fetched.
LEFT = "cookies,local_storage,indexeddb,cache_storage,service_workers"


def executable() -> str:
    """What bin/test has found, or what a shell would find."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "Install Chromium, or name it with CHROMIUM=/path: the pages are tested in it."
    return found


# A busy machine is slow, not wrong.
expect.set_options(timeout=20_000)


class Windows:
    """Windows that know nobody, as if new. What others have fetched and compiled in them before is at hand: most of
    the work of a page's first showing is not the page's own."""

    def __init__(self, browser: Browser):
        self.browser = browser
        self._idle: dict[str, list[BrowserContext]] = defaultdict(list)
        self._traits: dict[BrowserContext, str] = {}

    def open(self, origin: str, **options: object) -> Page:
        """A blank page of a context with these options, where paths are the origin's."""
        traits = json.dumps([origin, options], sort_keys=True)
        if self._idle[traits]:
            return _forgetful(self._idle[traits].pop(), origin)
        page = self.open_new(origin, **options)
        self._traits[page.context] = traits
        return page

    def open_new(self, origin: str, **options: object) -> Page:
        """The same, and really new: nothing has been fetched before."""
        return self.browser.new_context(base_url=origin, **options).new_page()

    def close(self, page: Page) -> None:
        """Its context waits for the next who asks for its like."""
        context = page.context
        if context not in self._traits:
            return context.close()
        for each in context.pages:
            each.close()
        return self._idle[self._traits[context]].append(context)

    def discard(self, page: Page) -> None:
        """Whatever was done to its context can not be undone."""
        self._traits.pop(page.context, None)


def _forgetful(context: BrowserContext, origin: str) -> Page:
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": LEFT})
    session.detach()
    context.clear_cookies()
    context.set_offline(False)
    return page


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def windows(chromium: Browser) -> Windows:
    return Windows(chromium)
