"""A customer gets a new number or identifier: the names move, the history stays."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from chatapp import contacts
from chatapp.contacts import Moved
from chatapp.extensions import db
from chatapp.models import Account, Contact, ContactIdentity
from chatapp.whatsapp.customer import Customer
from tests import factories

SOON = datetime.now(UTC) + timedelta(hours=1)
OLD, NEW = "5511987654321", "5511912345678"


@pytest.fixture
def account(app) -> Account:
    return factories.account()


@pytest.fixture
def ana(account) -> Contact:
    return factories.contact(account, wa_id=OLD, bsuid="BR.1")


def move(account: Account, before: Customer, after: Customer) -> Moved | None:
    moved = contacts.move(account.id, before, after, SOON)
    db.session.commit()
    return moved


def owners(account: Account) -> dict[str, int]:
    rows = db.session.scalars(sa.select(ContactIdentity).filter_by(account_id=account.id))
    return {row.value: row.contact_id for row in rows}


def test_a_new_number_takes_the_place_of_the_old_one(account, ana):
    moved = move(account, Customer(wa_id=OLD, bsuid="BR.1"), Customer(wa_id=NEW, bsuid="BR.2"))

    assert moved == Moved(ana.id, [])
    assert owners(account) == {NEW: ana.id, "BR.2": ana.id}


def test_what_is_not_replaced_stays(account, ana):
    move(account, Customer(wa_id=OLD), Customer(wa_id=NEW))
    assert owners(account) == {NEW: ana.id, "BR.1": ana.id}

    move(account, Customer(bsuid="BR.1"), Customer(bsuid="BR.2"))
    assert owners(account) == {NEW: ana.id, "BR.2": ana.id}


def test_whoever_bore_the_new_name_is_told_of(account, ana):
    eva = factories.contact(account, wa_id=NEW)

    moved = move(account, Customer(wa_id=OLD), Customer(wa_id=NEW))

    assert moved == Moved(ana.id, [eva.id])
    assert owners(account)[NEW] == ana.id


def test_the_same_names_again_change_nothing(account, ana):
    same = Customer(wa_id=OLD, bsuid="BR.1")
    assert move(account, same, same) == Moved(ana.id, [])
    assert owners(account) == {OLD: ana.id, "BR.1": ana.id}


def test_another_spelling_of_the_same_number_is_no_other_number(account, ana):
    move(account, Customer(wa_id=OLD), Customer(wa_id="551187654321"))

    assert owners(account) == {"551187654321": ana.id, "BR.1": ana.id}


def test_nobody_known_is_nobody_moved(account, ana):
    assert move(account, Customer(wa_id="5521999990000"), Customer(wa_id=NEW)) is None
    assert owners(account) == {OLD: ana.id, "BR.1": ana.id}


def test_another_accounts_contact_is_not_touched(account, ana):
    other = factories.account()
    stranger = factories.contact(other, wa_id=OLD)

    move(account, Customer(wa_id=OLD), Customer(wa_id=NEW))

    assert owners(other) == {OLD: stranger.id}
