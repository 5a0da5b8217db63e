"""The company in the storm: two numbers with the two policies for doubt, its agents, and customers of both."""

from dataclasses import dataclass

import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.models import PhoneNumber, UnconfirmedPolicy, User
from tests import factories
from tests.faults.rig import NUMBERS, Rig
from tests.journeys.whatsapp import TOKEN, Customer

AGENTS, CUSTOMERS = 3, 12
POLICIES = (UnconfirmedPolicy.ASK, UnconfirmedPolicy.RETRY)


@dataclass(frozen=True)
class Company:
    """`customers` alternate between the numbers; all are strangers until they write. Marina looks on; `agents` are the
    e-mails of the others."""

    account_id: int
    marina: User
    agents: list[str]
    customers: list[Customer]


def settle_down(rig: Rig) -> Company:
    """In an application context of the product's database."""
    _take_numbers_from_the_demonstration()
    account = factories.account(name="Torra na Tempestade")
    for phone, policy in zip(NUMBERS, POLICIES, strict=True):
        factories.phone_number(account, phone_number_id=phone, access_token=TOKEN, unconfirmed_policy=policy)
    agents = [factories.user(account, name=f"Agente {n}").email for n in range(AGENTS)]
    people = [rig.whatsapp.customer(f"Cliente {n:02d}", NUMBERS[n % 2], auto_read=n % 3 == 0) for n in range(CUSTOMERS)]
    return Company(account.id, factories.user(account, name="Marina Costa"), agents, people)


def _take_numbers_from_the_demonstration() -> None:
    db.session.execute(sa.update(PhoneNumber).values(phone_number_id="9" + PhoneNumber.phone_number_id))
    db.session.commit()
