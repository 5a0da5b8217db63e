"""What happens between a business and its customers: messages accepted, delivered, read, answered."""

import random
import time
from typing import Any

from .books import Books, Message
from .customers import Customer, Customers
from .database import Database
from .errors import GraphError
from .identifiers import new_wamid
from .live import Live
from .message_templates import Template
from .pricing import price
from .settings import BusinessNumber
from .switches import SwitchBoard
from .typing_hints import TypingHints
from .webhooks import values
from .webhooks.queue import Update, UpdateQueue

STATUS_ORDER = ("sent", "delivered", "read", "played")


class Network:
    """The verbs of WhatsApp. Each is one transaction: the books and the webhooks it causes, or nothing."""

    def __init__(
        self,
        database: Database,
        customers: Customers,
        books: Books,
        queue: UpdateQueue,
        board: SwitchBoard,
        live: Live,
        numbers: dict[str, BusinessNumber],
    ) -> None:
        self._database, self._customers, self._books = database, customers, books
        self._queue, self._board, self._live, self._numbers = queue, board, live, numbers
        self.typing = TypingHints(live)

    def business_writes(
        self,
        number: BusinessNumber,
        customer: Customer | None,
        *,
        addressed: str,
        dialled: str,
        failure: GraphError | None = None,
        after_s: float = 0.0,
        **message: Any,
    ) -> Message:
        """Accept a business's message and report its fate: sent, delivered if the phone is online, or failed.

        ``after_s`` holds the statuses back that long (Meta's own answer is still on its way to the business).
        """
        with self._database.transaction():
            entered = self._books.enter(
                wamid=new_wamid((customer and customer.address) or dialled, "outbound"),
                direction="from_business",
                number_id=number.id,
                customer_id=customer and customer.id,
                addressed=addressed,
                **message,
            )
            if failure:
                self._report(entered, customer, "failed", after_s, recipient=dialled, errors=[failure.as_webhook()])
            else:
                self._report(entered, customer, "sent", after_s)
                if customer and customer.online and entered.type != "reaction":
                    self._deliver(entered, customer, after_s)
        if customer:
            self.typing.ended(number.id, customer.id)
        self._live.touch()
        return entered

    def _deliver(self, message: Message, customer: Customer, after_s: float = 0.0) -> None:
        if self._board.now.skip_delivered:
            self._books.mark_delivered(message.wamid, time.time())
        else:
            self._report(message, customer, "delivered", after_s)
        if customer.auto_read and customer.read_receipts:
            self._report(message, customer, "read", after_s)

    def _report(
        self,
        message: Message,
        customer: Customer | None,
        status: str,
        after_s: float = 0.0,
        *,
        recipient: str | None = None,
        errors: list[dict] | None = None,
    ) -> bool:
        """Enter a status and post it, each status at most once; False when the message has had it."""
        switches = self._board.now
        waits = {
            "sent": switches.sent_ms,
            "delivered": switches.delivered_ms,
            "read": switches.delivered_ms + switches.read_ms,
        }
        at = time.time() + after_s + waits.get(status, switches.sent_ms) / 1000
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
        )
        self._post(number, customer, value, message.wamid, at)
        return True

    def _price(self, message: Message, status: str) -> dict[str, Any] | None:
        switches = self._board.now
        bearer = "read" if switches.skip_delivered else "delivered"
        shown = {"sent": ("sent",), "delivered": (bearer,), "both": ("sent", bearer)}.get(switches.pricing_on, ())
        return price(message, self._books, switches) if status in shown else None

    def _post(
        self, number: BusinessNumber, customer: Customer | None, value: dict[str, Any], wamid: str | None, at: float
    ) -> None:
        """Hand an update to the queue: in its customer's lane, or alone when the weather shuffles."""
        switches = self._board.now
        lane = f"{number.id}:{customer.id if customer else 'nobody'}"
        at += switches.delay_ms / 1000
        if switches.shuffle_ms:
            lane = f"{lane}:{random.random()}"
            at += random.uniform(0, switches.shuffle_ms / 1000)
        self._queue.put(lane, number.waba_id, number.id, "messages", value, wamid=wamid, due_at=at)

    def template_decided(self, template: Template, decision: str, at: float) -> None:
        """Tell the account's webhook what became of a template's review."""
        value = values.template_status(template, decision, at)
        self._queue.put(
            f"template:{template.id}", template.waba_id, "", "message_template_status_update", value, due_at=at
        )

    def customer_writes(self, customer: Customer, number: BusinessNumber, message: dict[str, Any]) -> Message:
        """A customer sends ``message`` (its body verbatim: ``type``, the object of that name, ``context`` ...).

        ``id``, ``timestamp``, ``from`` and ``from_user_id`` are filled in unless given.
        """
        phone = None if self._board.now.hide_phones else customer.visible_phone
        now = time.time()
        identity = {"from": phone, "from_user_id": customer.user_id, "from_parent_user_id": customer.parent_user_id}
        full = {
            **{key: value for key, value in identity.items() if value},
            "id": new_wamid(customer.address, "inbound"),
            "timestamp": str(int(now)),
            **message,
        }
        with self._database.transaction():
            entered = self._books.enter(
                wamid=full["id"],
                direction="from_customer",
                number_id=number.id,
                customer_id=customer.id,
                addressed="phone" if phone else "user_id",
                type=full["type"],
                content=full.get(full["type"]),
                quoted=(full.get("context") or {}).get("id"),
                created_at=float(full["timestamp"]) + now % 1,
            )
            self._post(number, customer, values.inbound(number, customer, full, phone), full["id"], now)
        self._live.touch()
        return entered

    def customer_reads(self, customer: Customer, number: BusinessNumber) -> int:
        """The customer opened this chat: everything delivered and unread becomes read. Gives how many."""
        with self._database.transaction():
            unread = self._books.unread(customer.id, number.id)
            for message in unread:
                if customer.read_receipts:
                    self._report(message, customer, "read")
                else:
                    self._books.mark_read(message.wamid, time.time())
        if unread:
            self._live.touch()
        return len(unread)

    def phone_comes_online(self, customer_id: int) -> None:
        """Deliver what was waiting."""
        with self._database.transaction():
            customer = self._customers.get(customer_id)
            for message in self._books.undelivered(customer_id):
                self._deliver(message, customer)
        self._live.touch()

    def force_status(self, message: Message, status: str, errors: list[dict] | None = None) -> bool:
        """Report any status of a business message now (``played``, a late ``failed`` ...); False if it had it."""
        customer = self._customers.get(message.customer_id) if message.customer_id else None
        with self._database.transaction():
            reported = self._report(message, customer, status, errors=errors)
        self._live.touch()
        return reported

    def business_reads(self, message: Message) -> None:
        """Blue ticks on the customer's phone, for this message and every earlier one."""
        self._books.mark_read_by_business(message, time.time())
        self._live.touch()

    def business_accepted(self, updates: list[Update], at: float) -> None:
        """The webhook answered 200: the customers' messages among these got their two ticks."""
        for update in updates:
            if update.wamid:
                self._books.mark_accepted(update.wamid, at)
        self._database.on_commit(self._live.touch)
