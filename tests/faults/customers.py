"""Customers who write, send files and look at their phones."""

import hashlib
import io
import threading
import time
from contextlib import suppress
from itertools import count
from random import Random

import requests

from tests.journeys.whatsapp import Customer

#: How often something else is done than writing a text.
READS, FILES = 0.15, 0.04


class Customers(threading.Thread):
    """All of them in one thread. What they have really sent is in the simulator's books, not here.

    `clock_is_wrong_by` are seconds that Meta's times differ from ours. While `one_at_a_time`, nobody writes twice in
    one second: of updates that overtake one another, whole seconds are all that tells the order.
    """

    def __init__(self, customers: list[Customer], rate: float, over: threading.Event, chance: Random):
        super().__init__(name="customers", daemon=True)
        self.customers, self.rate, self.over, self.chance = customers, rate, over, chance
        self.serial = count(1)
        self.clock_is_wrong_by = 0
        self.one_at_a_time = False
        self.last_wrote: dict[int, int] = {}

    def run(self) -> None:
        while not self.over.wait(self.chance.expovariate(self.rate)):
            customer = self.chance.choice(self.customers)
            # Where WhatsApp itself is down they write something else later.
            with suppress(requests.RequestException, AssertionError):
                self._do_something(customer)

    def _do_something(self, customer: Customer) -> None:
        dice = self.chance.random()
        if dice < READS:
            customer.opens_chat()
        elif not (self.one_at_a_time and self.last_wrote.get(customer.id) == int(time.time())):
            self.write(customer, with_file=dice < READS + FILES)

    def write(self, customer: Customer, *, with_file: bool = False) -> None:
        """Something that nobody has said before."""
        now = int(time.time())
        says = f"c{customer.id}.{next(self.serial)}"
        message = _document(customer, says) if with_file else {"type": "text", "text": {"body": says}}
        self.last_wrote[customer.id] = now
        customer.sends({**message, "timestamp": str(now + self.clock_is_wrong_by)})


def content(name: str) -> bytes:
    """Of the file of that name."""
    return f"{name}\n".encode() * 500


def digest(name: str) -> str:
    return hashlib.sha256(content(name)).hexdigest()


def _document(customer: Customer, says: str) -> dict:
    name = f"{says}.txt"
    answer = requests.post(
        f"{customer.whatsapp.url}/control/files",
        files={"file": (name, io.BytesIO(content(name)), "text/plain")},
        data={"kind": "document", "number": customer.number},
        timeout=10,
    )
    assert answer.ok, answer.text
    return answer.json()
