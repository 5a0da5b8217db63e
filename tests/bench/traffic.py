"""Webhooks as one busy number gets them, each a signed POST of about 1 KB.

Of four, one brings a customer's text and three report on a message of ours. Everything follows from the serial number:
4n is a text, 4n+1 to 4n+3 say that `wamid.OUTn` was sent, delivered and read.
"""

import hmac
import time
from dataclasses import dataclass

import orjson

from chatapp.models import PhoneNumber
from tests.bench.customers import wa_id_of

REPORTS = ("sent", "delivered", "read")
WORDS = "Bom dia, preciso de ajuda com o meu pedido que ainda não chegou. "
#: In a field that nobody reads, so that reports are as long as texts.
PADDING = "-" * 440


@dataclass(frozen=True)
class Traffic:
    """`customers` write and are written to in turn; with `only_texts` nothing is reported. Each body holds its serial
    number, in a field that nobody reads."""

    phone_number_id: str
    secret: str
    customers: int
    only_texts: bool = False

    @classmethod
    def of(cls, number: PhoneNumber, environment: dict[str, str], customers: int, **more: bool) -> "Traffic":
        return cls(number.phone_number_id, environment["META_APP_SECRET"], customers, **more)

    def request(self, serial: int, due: float) -> bytes:
        """The whole HTTP request of a webhook that is due then (seconds of the machine's clock): a text says so."""
        return self.signed(self.body(serial, due))

    def body(self, serial: int, due: float = 0.0) -> bytes:
        is_text = self.only_texts or serial % 4 == 0
        value = self._text(serial, f"@{due:.4f}@ {WORDS * 9}") if is_text else self._report(serial)
        return self._wrapped({**value, "serial": serial})

    def heavy_body(self, count: int, turn: int) -> bytes:
        """One webhook with so many texts of nearly 3 KB: what Meta may put together after an outage of ours. Those of
        another turn are others."""
        values = [self._text(10**9 + turn * count + n, WORDS * 40) for n in range(count)]
        people, messages = ([item for value in values for item in value[key]] for key in ("contacts", "messages"))
        return self._wrapped({"contacts": people, "messages": messages})

    def signed(self, body: bytes) -> bytes:
        signature = hmac.digest(self.secret.encode(), body, "sha256").hex()
        head = (
            "POST /webhook HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            f"X-Hub-Signature-256: sha256={signature}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    def _wrapped(self, value: dict) -> bytes:
        metadata = {"display_phone_number": "551140000000", "phone_number_id": self.phone_number_id}
        value = {"messaging_product": "whatsapp", "metadata": metadata, **value}
        entry = {"id": "100000000000001", "changes": [{"field": "messages", "value": value}]}
        return orjson.dumps({"object": "whatsapp_business_account", "entry": [entry]})

    def _text(self, serial: int, words: str) -> dict:
        wa_id = wa_id_of(1 + (serial if self.only_texts else serial // 4) % self.customers)
        message = {"from": wa_id, "id": f"wamid.IN{serial}", "timestamp": _now(), "type": "text"}
        message["text"] = {"body": words}
        return {"contacts": [{"profile": {"name": f"Cliente {wa_id}"}, "wa_id": wa_id}], "messages": [message]}

    def _report(self, serial: int) -> dict:
        ours, step = serial // 4, serial % 4 - 1
        report = {"id": f"wamid.OUT{ours}", "status": REPORTS[step], "timestamp": _now()}
        report |= {"recipient_id": wa_id_of(1 + ours % self.customers), "padding": PADDING}
        report["conversation"] = {"id": "7270432eae37498234f4444b35ffc5a1", "origin": {"type": "service"}}
        report["pricing"] = {"billable": True, "pricing_model": "PMP", "category": "service", "type": "regular"}
        return {"statuses": [report]}


def _now() -> str:
    return str(int(time.time()))
