from collections.abc import Iterator
from typing import Any

import pytest

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
