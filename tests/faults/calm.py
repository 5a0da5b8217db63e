"""After the storm: everybody finishes, says one thing more, and then the books are compared."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

import sqlalchemy as sa

from chatapp.extensions import db
from tests.faults import accounts
from tests.faults.auditor import Finding, audit
from tests.faults.company import Company
from tests.faults.rig import Rig
from tests.faults.testimony import Promises
from tests.faults.traffic import Traffic
from tests.journeys.windows import Window

#: What is not done yet: bodies to be read, messages to be sent or decided about, files to be fetched.
_UNDONE = sa.text("""
    SELECT (SELECT count(*) FROM webhook_events WHERE processed_at IS NULL)
        + (SELECT count(*) FROM messages WHERE account_id = :account AND direction = 'out'
           AND (status IN (10, 20) OR status = 30 AND next_attempt_at IS NOT NULL))
        + (SELECT count(*) FROM media WHERE account_id = :account AND state IN ('PENDING', 'PULLING'))
""")
#: What only a person can decide about: failed, or in doubt for good.
_STUCK = sa.text("""
    SELECT id, client_id, conversation_id FROM messages
    WHERE account_id = :account AND direction = 'out' AND (status = 50 OR status = 30 AND next_attempt_at IS NULL)
""")


@dataclass
class Calm:
    """`chats` are {phone: conversation id}; Marina looks at `open_chat` in her window."""

    rig: Rig
    company: Company
    traffic: Traffic
    window: Window
    chats: dict[str, int]
    open_chat: str
    wait: Callable[[float], None]
    resent: set[str] = field(default_factory=set)

    def settle(self, seconds: float) -> float:
        """Until nothing is left to be done; agents send again what waits for them. Returns how long it took."""
        began = time.monotonic()
        self.rig.wait_until_ready()
        while self._undone() and time.monotonic() - began < seconds:
            self.rig.whatsapp.ask("POST", "webhooks/retry")
            self._press_again()
            self.wait(0.3)
        return time.monotonic() - began

    def settle_without_pushes(self, seconds: float) -> list[Finding]:
        """The same while Redis is away: slower, and the page says so."""
        self.settle(seconds)
        delayed, ends = self.window.page.locator("#delayed"), time.monotonic() + seconds
        while not delayed.is_visible() and time.monotonic() < ends:
            self.wait(0.2)
        return (
            [] if delayed.is_visible() else [Finding("screen", "the page", "it does not say that pushes are delayed")]
        )

    def last_words(self, chance: Random) -> dict[str, int]:
        """All that is served is read, and then every line works: each customer writes once more, or twice, and is
        answered or not. Returns {phone: what is unread then}."""
        said = accounts.books(self.rig.whatsapp)
        agents = {chat: agent for agent in self.traffic.agents for chat in agent.chats}
        unread = {}
        for customer in self.company.customers:
            more, chat = chance.choice((1, 2)), self.chats[customer.wa_id]
            if chat in agents:
                agents[chat].insist("POST", f"/conversations/{chat}/read")
                agents[chat].answer(chat)
            for _ in range(more):
                self.traffic.customers.write(customer)
            before = 0 if chat in agents else len(said[customer.wa_id].said)
            unread[customer.wa_id] = 0 if customer.wa_id == self.open_chat else before + more
        return unread

    def compare(self, unread: dict[str, int], seconds: float) -> list[Finding]:
        """What the three accounts do not agree on, once they agree or the time is over."""
        ends = time.monotonic() + seconds
        while True:
            promises = Promises(self.traffic.accepted, self.resent, unread)
            books, kept = accounts.books(self.rig.whatsapp), accounts.kept(self.company)
            found = audit(books, kept, accounts.screen(self.window, self.chats, self.open_chat), promises)
            if not found or time.monotonic() > ends:
                return found
            self.wait(0.5)

    def _undone(self) -> int:
        waiting = self.rig.whatsapp.ask("GET", "webhooks?limit=1")["waiting"]
        undone = db.session.scalar(_UNDONE, {"account": self.company.account_id})
        stuck = len(db.session.execute(_STUCK, {"account": self.company.account_id}).all())
        db.session.rollback()
        return waiting + undone + stuck

    def _press_again(self) -> None:
        rows = db.session.execute(_STUCK, {"account": self.company.account_id}).all()
        db.session.rollback()
        for row in rows:
            self.resent.add(str(row.client_id))
            self.traffic.agents[0].insist("POST", f"/messages/{row.id}/delivery")
