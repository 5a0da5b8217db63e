"""A company of a test's own: colleagues, a number, and customers who exist on both sides."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import uuid4

import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.kinds import MessageStatus
from chatapp.models import Conversation, Direction, Message, Role, User
from tests import factories
from tests.journeys.product import Product
from tests.journeys.whatsapp import TOKEN, Customer
from tests.patience import until


class Company:
    """Marina reads Portuguese and Diego English; both are agents, so they see what nobody has taken."""

    def __init__(self, product: Product):
        self.whatsapp = product.whatsapp
        self.account = factories.account()
        self.number = factories.phone_number(
            self.account, phone_number_id=product.next_number(), access_token=TOKEN, label="Loja São Paulo"
        )
        self.marina = self.colleague("Marina Costa", "pt_BR")
        self.diego = self.colleague("Diego Alves", "en")

    def colleague(self, name: str, locale: str = "en", role: Role = Role.AGENT) -> User:
        return factories.user(self.account, role, name=name, locale=locale)

    def customer(self, name: str = "Helena Prado", **traits: object) -> Customer:
        return self.whatsapp.customer(name, self.number.phone_number_id, **traits)

    def conversation_with(self, customer: Customer, **values: object) -> Conversation:
        """They have talked before, and the window is open."""
        person = factories.contact(self.account, wa_id=customer.wa_id, profile_name=customer.name)
        customer.change(window="open")
        return factories.conversation(self.number, person, **values)

    def talk(self, customer: Customer) -> Conversation:
        """The conversation that a first webhook has made."""
        until(lambda: self._conversations(customer))
        return self._conversations(customer)[0]

    def write_history(self, conversation: Conversation, texts: Sequence[str]) -> None:
        """The customer wrote these one second after another, a day ago."""
        start = factories.seconds_ago(24 * 3600)
        of_all = {
            "account_id": conversation.account_id,
            "number_id": conversation.number_id,
            "conversation_id": conversation.id,
            "direction": Direction.IN,
            "kind": "text",
            "status": MessageStatus.RECEIVED,
        }
        rows = [
            {**of_all, "content": {"body": text}, "sent_at": start + timedelta(seconds=n), "wamid": f"wamid.{uuid4()}"}
            for n, text in enumerate(texts)
        ]
        db.session.execute(sa.insert(Message), rows)
        db.session.commit()

    def let_time_pass(self) -> None:
        """Nothing written so far is news any more: a page that catches up is told the last seconds once more."""
        db.session.execute(sa.text("SET LOCAL session_replication_role = replica"))
        for table in (Message, Conversation):
            past = sa.update(table).where(table.account_id == self.account.id)
            db.session.execute(past.values(changed_at=factories.seconds_ago(3600)))
        db.session.commit()

    def _conversations(self, customer: Customer) -> list[Conversation]:
        db.session.rollback()
        found = db.session.query(Conversation).filter_by(account_id=self.account.id).join(Conversation.contact)
        return found.filter_by(profile_name=customer.name).all()
