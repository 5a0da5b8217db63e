"""kill -9 of the web in the middle of receiving: what was acknowledged, or told again, is there exactly once."""

import os
import signal
import threading
import time
from contextlib import suppress

import pytest
import requests
import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.models import Message
from tests.inbound import meta
from tests.patience import until

SENDERS, EACH = 6, 60


class Sender:
    """Meta: posts a body until it is acknowledged, and once in a while tells an acknowledged one again."""

    def __init__(self, url: str, bodies: list[bytes]):
        self.url, self.bodies = url, bodies
        self.acknowledged = 0
        self.refused = 0
        self.thread = threading.Thread(target=self._send)
        self.thread.start()

    def _send(self) -> None:
        for n, body in enumerate(self.bodies):
            while not self._post(body):
                self.refused += 1
                time.sleep(0.1)
            self.acknowledged += 1
            if n % 5 == 0:
                self._post(body)

    def _post(self, body: bytes) -> bool:
        headers = {"X-Hub-Signature-256": meta.signature(body), "Content-Type": "application/json"}
        with suppress(requests.RequestException):
            return requests.post(f"{self.url}/webhook", data=body, headers=headers, timeout=5).status_code == 200
        return False


@pytest.fixture
def senders(product, company):
    def bodies(sender: int) -> list[bytes]:
        wa_id = f"55119700000{sender:02d}"
        number = company.number.phone_number_id
        return [
            meta.messages(number, meta.text(f"{sender}.{n}", wa_id, wamid=f"wamid.K{number}.{sender}.{n}"))
            for n in range(EACH)
        ]

    running = [Sender(product.url, bodies(sender)) for sender in range(SENDERS)]
    yield running
    for sender in running:
        sender.thread.join(60)


def stored(company) -> list[str]:
    db.session.rollback()
    select = sa.select(Message.content["body"].astext).where(Message.number_id == company.number.id)
    return list(db.session.scalars(select))


def acknowledged(senders) -> int:
    return sum(sender.acknowledged for sender in senders)


def test_every_acknowledged_body_is_one_message(product, company, senders):
    everything = SENDERS * EACH
    until(lambda: acknowledged(senders) > everything / 6)
    for worker in product.web.children():
        os.kill(worker, signal.SIGKILL)
    until(lambda: acknowledged(senders) > everything / 2)
    assert acknowledged(senders) < everything
    product.web.kill()
    product.web.start()
    until(lambda: acknowledged(senders) == everything, 60)
    assert sum(sender.refused for sender in senders) > 0

    until(lambda: len(stored(company)) >= everything, 60)
    assert sorted(stored(company)) == sorted(f"{sender}.{n}" for sender in range(SENDERS) for n in range(EACH))
