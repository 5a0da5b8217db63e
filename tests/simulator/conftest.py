from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.simulator.receiver import VERIFY_TOKEN, Receiver
from tests.simulator.running import Running

SIZES = {"desktop": (1440, 900), "phone": (390, 844)}


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
def visit(chromium: Browser, simulator: Running) -> Iterator[Callable[..., Page]]:
    """visit("/?customer=1", size="phone", scheme="dark"); at the end no page may have complained."""
    contexts, complaints = [], []

    def visited(path: str, size: str = "desktop", scheme: str = "light") -> Page:
        width, height = SIZES[size]
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, permissions=["microphone"]
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda problem: complaints.append(str(problem)))
        page.on("console", lambda line: complaints.append(line.text) if is_complaint(line) else None)
        page.goto(simulator.url + path)
        return page

    yield visited
    for context in contexts:
        context.close()
    assert complaints == []
