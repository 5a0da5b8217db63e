from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page

from tests.accessibility import SIZES
from tests.browser import Windows
from tests.simulator.receiver import VERIFY_TOKEN, Receiver
from tests.simulator.running import Running


@pytest.fixture(scope="session")
def webhook() -> Iterator[Receiver]:
    receiver = Receiver()
    yield receiver
    receiver.close()


@pytest.fixture(scope="session")
def process(webhook: Receiver) -> Iterator[Running]:
    running = Running(webhook.url, VERIFY_TOKEN)
    yield running
    running.stop()


@pytest.fixture
def simulator(process: Running, webhook: Receiver) -> Running:
    """The simulator as on its first day: nobody there, and statuses follow at once."""
    process.control("POST", "reset", {})
    process.switch(sent_ms=0, delivered_ms=20, read_ms=20)
    webhook.clear()
    return process


@pytest.fixture
def received(webhook: Receiver, simulator: Running) -> Receiver:
    return webhook


@pytest.fixture
def ana(simulator: Running) -> dict[str, Any]:
    """A customer whose window is open."""
    return simulator.customer(window="open")


def is_complaint(line: ConsoleMessage) -> bool:
    """Errors, but for the browser's note about a form that was refused as it should be."""
    return line.type == "error" and "400 (BAD REQUEST)" not in line.text


@pytest.fixture
def visit(windows: Windows, simulator: Running) -> Iterator[Callable[..., Page]]:
    """visit("/?customer=1", size="phone"); at the end no page may have complained."""
    pages, complaints = [], []

    def visited(path: str, size: str = "desktop") -> Page:
        page = windows.open(simulator.url, viewport=SIZES[size], permissions=["microphone"])
        pages.append(page)
        page.on("pageerror", lambda problem: complaints.append(str(problem)))
        page.on("console", lambda line: complaints.append(line.text) if is_complaint(line) else None)
        page.goto(path)
        return page

    yield visited
    for page in pages:
        windows.close(page)
    assert complaints == []
