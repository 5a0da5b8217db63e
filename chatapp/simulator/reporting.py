"""What the business is told: each event becomes a webhook update in its customer's lane."""

import random
import time
from typing import Any

from .books import Books, Message
from .customers import Customer
from .message_templates import Template
from .pricing import price
from .settings import BusinessNumber
from .switches import SwitchBoard, Switches
from .webhooks import values
from .webhooks.queue import UpdateQueue


class Reports:
    """Builds the updates as the switches say and hands them to the queue."""

    def __init__(
        self, books: Books, queue: UpdateQueue, board: SwitchBoard, numbers: dict[str, BusinessNumber]
    ) -> None:
        self._books, self._queue, self._board, self._numbers = books, queue, board, numbers

    def status(
        self,
        message: Message,
        customer: Customer | None,
        status: str,
        *,
        recipient: str | None = None,
        errors: list[dict[str, Any]] | None = None,
    ) -> bool:
        """Enter a status and tell it, each status at most once; False when the message has had it."""
        switches = self._board.now
        at = time.time() + wait_ms(status, switches) / 1000
        if not self._books.enter_status(message.wamid, status, at, errors):
            return False
        number = self._numbers[message.number_id]
        value = values.status(
            number,
            customer,
            message,
            status,
            at,
            recipient=recipient,
            errors=errors,
            pricing=self._price(message, status),
            conversation=switches.webhook_version < 24,
            failed_contacts=switches.failed_contacts,
        )
        self._post(number, customer, value, None, at)
        return True

    @property
    def skips_delivered(self) -> bool:
        """Whether a delivery goes untold, as Meta does while the chat is open."""
        return self._board.now.skip_delivered

    def phone_of(self, customer: Customer) -> str | None:
        """The phone as inbound messages may show it now."""
        return None if self._board.now.hide_phones else customer.visible_phone

    def _price(self, message: Message, status: str) -> dict[str, Any] | None:
        switches = self._board.now
        bearer = "read" if switches.skip_delivered else "delivered"
        shown = {"sent": ("sent",), "delivered": (bearer,), "both": ("sent", bearer)}.get(switches.pricing_on, ())
        return price(message, self._books, switches) if status in shown else None

    def inbound(self, number: BusinessNumber, customer: Customer, message: dict[str, Any], phone: str | None) -> None:
        """Tell a customer's message."""
        value = values.inbound(number, customer, message, phone)
        self._post(number, customer, value, message["id"], time.time())

    def template(self, template: Template, decision: str, at: float) -> None:
        """Tell an account what became of a template's review."""
        value = values.template_status(template, decision, at)
        lane = f"template:{template.id}"
        self._queue.put(lane, template.waba_id, "", "message_template_status_update", value, due_at=at)

    def verbatim(self, number: BusinessNumber, field: str, value: dict[str, Any]) -> None:
        """Tell any update, as it is."""
        self._queue.put(f"{number.id}:{field}", number.waba_id, number.id, field, value)

    def _post(
        self, number: BusinessNumber, customer: Customer | None, value: dict[str, Any], wamid: str | None, at: float
    ) -> None:
        """Into the customer's lane, or alone when the weather shuffles."""
        switches = self._board.now
        lane = f"{number.id}:{customer.id if customer else 'nobody'}"
        at += switches.delay_ms / 1000
        if switches.shuffle_ms:
            lane = f"{lane}:{random.random()}"
            at += random.uniform(0, switches.shuffle_ms / 1000)
        self._queue.put(lane, number.waba_id, number.id, "messages", value, wamid=wamid, due_at=at)


def wait_ms(status: str, switches: Switches) -> int:
    """How long after the cause a status happens."""
    if status == "delivered":
        return switches.delivered_ms
    return switches.delivered_ms + switches.read_ms if status in ("read", "played") else switches.sent_ms
