"""What happens between a business and its customers: messages accepted, delivered, read, answered."""

import time
from typing import Any

from .books import Books, Message
from .customers import Customer, Customers
from .database import Database
from .documents import Documents
from .errors import GraphError
from .identifiers import new_user_id, new_wamid
from .live import Live
from .reporting import Reports
from .settings import BusinessNumber
from .throttling import Throttles
from .typing_hints import TypingHints
from .webhooks import values
from .webhooks.queue import Update

#: The documents that keep which messages were forwarded.
FORWARDED = "forwarded"


class Network:
    """The verbs of WhatsApp. Each is one transaction: the books and the webhooks it causes, or nothing."""

    def __init__(
        self,
        database: Database,
        customers: Customers,
        books: Books,
        reports: Reports,
        throttles: Throttles,
        live: Live,
        numbers: dict[str, BusinessNumber],
    ) -> None:
        self._database, self._customers, self._books = database, customers, books
        self._reports, self._throttles, self._live, self._numbers = reports, throttles, live, numbers
        self.typing = TypingHints(live)

    def business_writes(
        self,
        number: BusinessNumber,
        customer: Customer | None,
        *,
        addressed: str,
        dialled: str,
        failure: GraphError | None = None,
        **message: Any,
    ) -> Message:
        """Accept a business's message and report its fate: sent, delivered if the phone is online, or failed."""
        address = customer.address if customer else dialled
        with self._database.transaction():
            entered = self._books.enter(
                wamid=new_wamid(address, "outbound"),
                direction="from_business",
                number_id=number.id,
                customer_id=customer and customer.id,
                addressed=addressed,
                **message,
            )
            if failure:
                errors = [failure.as_webhook()]
                self._reports.status(entered, customer, "failed", recipient=dialled, errors=errors)
            else:
                self._reports.status(entered, customer, "sent", recipient=dialled)
                if customer and customer.online and entered.type != "reaction":
                    self._deliver(entered, customer)
        if customer:
            self.typing.ended(number.id, customer.id)
        self._live.touch()
        return entered

    def _deliver(self, message: Message, customer: Customer) -> None:
        if self._reports.skips_delivered:
            self._books.mark_delivered(message.wamid, time.time())
        else:
            self._reports.status(message, customer, "delivered")
        if customer.auto_read:
            self._read(message, customer)

    def _read(self, message: Message, customer: Customer) -> None:
        if customer.read_receipts:
            self._reports.status(message, customer, "read")
        else:
            self._books.mark_read(message.wamid, time.time())

    def customer_writes(self, customer: Customer, number: BusinessNumber, message: dict[str, Any]) -> Message:
        """A customer sends ``message`` (its body verbatim: ``type``, the object of that name, ``context`` ...).

        ``id``, ``timestamp``, ``from`` and ``from_user_id`` are filled in unless given; a null one is left out. An
        ``id`` that is known already is only told once more. What a blocked customer writes reaches nobody.
        """
        phone = self._reports.phone_of(customer)
        full = addressed(customer, phone, message)
        self._throttles.use(number.id)
        with self._database.transaction():
            entered = self._books.message(full["id"]) or self._books.enter(
                wamid=full["id"],
                direction="from_customer",
                number_id=number.id,
                customer_id=customer.id,
                addressed="phone" if phone else "user_id",
                type=full["type"],
                content=full.get(full["type"]),
                quoted=(full.get("context") or {}).get("id"),
                created_at=float(full["timestamp"]) + time.time() % 1,
            )
            if heard := marks_of_forwarding(full):
                Documents(self._database, FORWARDED).put(full["id"], heard)
            if Documents(self._database, f"blocked {number.id}").get(customer.address) is None:
                self._reports.inbound(number, customer, full, phone)
        self._live.touch()
        return entered

    def customer_changes(self, customer: Customer, wa_id: str | None, user_id: str | None) -> Customer:
        """A new phone brings a new user id; without ``wa_id`` only that changes. Every number they know is told."""
        traits = {"user_id": user_id or new_user_id(), **({"wa_id": wa_id} if wa_id else {})}
        with self._database.transaction():
            changed = self._customers.change(customer.id, **traits)
            for number_id in self._books.numbers_of(customer.id):
                self.customer_writes(customer, self._numbers[number_id], values.identity_change(customer, changed))
        return changed

    def customer_reads(self, customer: Customer, number: BusinessNumber) -> int:
        """The customer opened this chat: everything delivered and unread becomes read. Gives how many."""
        with self._database.transaction():
            unread = self._books.unread(customer.id, number.id)
            for message in unread:
                self._read(message, customer)
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

    def force_status(self, message: Message, status: str, errors: list[dict[str, Any]] | None = None) -> bool:
        """Report any status of a business message now (``played``, a late ``failed`` ...); False if it had it."""
        customer = self._customers.get(message.customer_id) if message.customer_id else None
        with self._database.transaction():
            reported = self._reports.status(message, customer, status, errors=errors)
        self._live.touch()
        return reported

    def customer_plays(self, message: Message) -> bool:
        """The customer listened to a voice message; told once, and never when their read receipts are off."""
        voice = isinstance(message.content, dict) and message.content.get("voice")
        if message.direction != "from_business" or message.type != "audio" or not voice:
            return False
        customer = self._customers.get(message.customer_id)
        return customer.read_receipts and self.force_status(message, "played")

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


def addressed(customer: Customer, phone: str | None, message: dict[str, Any]) -> dict[str, Any]:
    """The message with who sent it, its id and its time, where it does not say so itself."""
    full = {
        "from": phone,
        "from_user_id": customer.user_id,
        "from_parent_user_id": customer.parent_user_id,
        "id": new_wamid(customer.address, "inbound"),
        "timestamp": str(int(time.time())),
        **message,
    }
    return {key: value for key, value in full.items() if value is not None}


def marks_of_forwarding(message: dict[str, Any]) -> dict[str, Any]:
    """What the context says of the message having come from elsewhere."""
    context = message.get("context") or {}
    return {key: context[key] for key in ("forwarded", "frequently_forwarded") if context.get(key)}
