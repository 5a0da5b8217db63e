"""Who is this? Spellings of one phone, names without a phone, and two contacts who are one person."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from chatapp import contacts
from chatapp.contacts import Sighting
from chatapp.extensions import db
from chatapp.models import Account, Contact, ContactIdentity, IdentityKind
from chatapp.whatsapp.customer import Customer
from tests import factories

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
WITH_NINTH, WITHOUT_NINTH = "5511987654321", "551187654321"


@pytest.fixture
def account(app) -> Account:
    return factories.account()


def see(account: Account, *customers: Customer, at: datetime = NOON) -> list[int]:
    """The contacts of customers who were seen together; nobody turned out to be somebody else."""
    identified = contacts.identify([Sighting(account.id, customer, at) for customer in customers])
    db.session.commit()
    assert identified.same_person == []
    return identified.contact_ids


def names(contact_id: int) -> dict[str, str]:
    rows = db.session.scalars(sa.select(ContactIdentity).filter_by(contact_id=contact_id))
    return {row.kind.value: row.value for row in rows}


@pytest.mark.parametrize("spellings", [(WITH_NINTH, WITHOUT_NINTH), (WITHOUT_NINTH, WITH_NINTH)])
def test_the_ninth_digit_makes_nobody_two_people(account, spellings):
    first, second = spellings

    [before] = see(account, Customer(wa_id=first))
    [after] = see(account, Customer(wa_id=second), at=NOON + timedelta(seconds=1))

    assert before == after
    assert names(before) == {"WA_ID": second}, "what Meta wrote last is what we dial"


@pytest.mark.parametrize("later_first", [False, True])
def test_a_late_spelling_does_not_replace_a_newer_one(account, later_first):
    seen = [(WITH_NINTH, NOON), (WITHOUT_NINTH, NOON + timedelta(minutes=1))]
    for wa_id, at in reversed(seen) if later_first else seen:
        [contact_id] = see(account, Customer(wa_id=wa_id), at=at)

    assert names(contact_id) == {"WA_ID": WITHOUT_NINTH}


def test_a_phone_and_its_neighbour_are_two_people(account):
    assert len(set(see(account, Customer(wa_id="5511987654321"), Customer(wa_id="5511987654322")))) == 2


def test_two_accounts_never_share_a_contact(account):
    other = factories.account()
    ana = Customer(wa_id=WITH_NINTH, bsuid="BR.1")

    assert see(account, ana) != see(other, ana)


def test_a_customer_without_phone_is_known_by_bsuid_and_gets_a_phone_later(account):
    [hidden] = see(account, Customer(bsuid="BR.1", username="lia.br", profile_name="Lia"))
    assert names(hidden) == {"BSUID": "BR.1", "USERNAME": "lia.br"}

    [shown] = see(account, Customer(bsuid="BR.1", wa_id=WITH_NINTH))
    [by_phone] = see(account, Customer(wa_id=WITHOUT_NINTH))

    assert hidden == shown == by_phone
    assert db.session.get(Contact, hidden).profile_name == "Lia"


def test_names_that_one_batch_links_in_a_chain_are_one_person(account):
    seen = see(
        account,
        Customer(wa_id=WITH_NINTH),
        Customer(bsuid="BR.1", parent_bsuid="BR.ENT.1"),
        Customer(wa_id="5521999990000"),
        Customer(wa_id=WITHOUT_NINTH, parent_bsuid="BR.ENT.1"),
    )

    assert seen[0] == seen[1] == seen[3] != seen[2]


def test_two_contacts_whom_one_sender_proves_to_be_one_are_reported(account):
    [by_phone] = see(account, Customer(wa_id=WITH_NINTH))
    [by_bsuid] = see(account, Customer(bsuid="BR.1"))

    identified = contacts.identify([Sighting(account.id, Customer(wa_id=WITH_NINTH, bsuid="BR.1"), NOON)])

    assert identified.same_person == [(by_phone, by_bsuid)]
    assert identified.contact_ids == [by_phone]


class TestUsernames:
    def test_it_follows_its_latest_bearer(self, account):
        [lia] = see(account, Customer(bsuid="BR.1", username="lia.br"))
        [eva] = see(account, Customer(bsuid="BR.2", username="Lia.BR"), at=NOON + timedelta(days=1))

        assert lia != eva, "a username proves nothing"
        assert "USERNAME" not in names(lia)
        assert names(eva)["USERNAME"] == "Lia.BR"

    def test_a_late_webhook_does_not_give_it_back(self, account):
        [eva] = see(account, Customer(bsuid="BR.2", username="lia.br"), at=NOON + timedelta(days=1))
        [lia] = see(account, Customer(bsuid="BR.1", username="lia.br"))

        assert names(eva)["USERNAME"] == "lia.br"
        assert "USERNAME" not in names(lia)

    @pytest.mark.parametrize("late", [False, True])
    def test_who_changes_it_has_only_the_newest(self, account, late):
        seen = [("lia", NOON), ("lia.novo", NOON + timedelta(days=1))]
        for username, at in reversed(seen) if late else seen:
            [contact_id] = see(account, Customer(bsuid="BR.1", username=username), at=at)

        assert names(contact_id) == {"BSUID": "BR.1", "USERNAME": "lia.novo"}


class TestProfileNames:
    def test_a_new_one_replaces_the_old_one_and_none_replaces_nothing(self, account):
        [contact_id] = see(account, Customer(wa_id=WITH_NINTH, profile_name="Ana"))
        see(account, Customer(wa_id=WITH_NINTH, profile_name="Ana Souza"))
        see(account, Customer(wa_id=WITH_NINTH))

        assert db.session.get(Contact, contact_id).profile_name == "Ana Souza"

    def test_the_name_that_agents_gave_stays(self, account):
        person = factories.contact(account, wa_id=WITH_NINTH, given_name="Ana da padaria")
        see(account, Customer(wa_id=WITH_NINTH, profile_name="✨ana✨"))

        db.session.refresh(person)
        assert person.given_name == "Ana da padaria"

    def test_of_one_batch_the_latest_counts(self, account):
        identified = contacts.identify(
            [
                Sighting(account.id, Customer(wa_id=WITH_NINTH, profile_name="new"), NOON + timedelta(seconds=1)),
                Sighting(account.id, Customer(wa_id=WITH_NINTH, profile_name="old"), NOON),
            ]
        )

        assert db.session.get(Contact, identified.contact_ids[0]).profile_name == "new"


def test_a_contact_that_another_transaction_makes_at_the_same_moment_is_found(app, account):
    """The insert of the name waits for the other transaction, and then finds whose it is."""
    with db.engine.connect() as other:
        theirs = other.execute(
            sa.insert(Contact).values(account_id=account.id, profile_name="theirs").returning(Contact.id)
        ).scalar_one()
        values = {"account_id": account.id, "contact_id": theirs, "kind": IdentityKind.BSUID, "seen_at": NOON}
        other.execute(sa.insert(ContactIdentity).values(**values, value="BR.1", key="BR.1"))
        seen: list[contacts.Identified] = []
        thread = in_background(app, lambda: seen.append(identify_one(account.id)))
        thread.join(0.3)
        assert thread.is_alive(), "it should wait for the other transaction"
        other.commit()
        thread.join(5)

    kept, absorbed = seen[0].same_person[0]
    assert seen[0].contact_ids == [kept] == [theirs]
    assert absorbed != theirs


def identify_one(account_id: int) -> contacts.Identified:
    identified = contacts.identify([Sighting(account_id, Customer(bsuid="BR.1"), NOON)])
    db.session.commit()
    return identified


def in_background(app, work):
    from threading import Thread

    def run() -> None:
        with app.app_context():
            work()

    thread = Thread(target=run)
    thread.start()
    return thread


class TestLearning:
    """From statuses and from Meta's answers to our sends."""

    def learn(self, contact: Contact, **names: str) -> None:
        contacts.learn(
            [contacts.Learned(contact.account_id, contact.id, Customer(**names), NOON + timedelta(days=400))]
        )
        db.session.commit()

    def test_a_bsuid_is_added_and_a_spelling_brought_up_to_date(self, account):
        ana = factories.contact(account, wa_id=WITH_NINTH)

        self.learn(ana, wa_id=WITHOUT_NINTH, bsuid="BR.1")

        assert names(ana.id) == {"WA_ID": WITHOUT_NINTH, "BSUID": "BR.1"}

    def test_a_name_of_somebody_else_stays_theirs(self, account):
        ana, eva = factories.contact(account), factories.contact(account, wa_id=None, bsuid="BR.2")

        self.learn(ana, bsuid="BR.2", parent_bsuid="BR.ENT.9")

        assert names(eva.id) == {"BSUID": "BR.2"}
        assert "BSUID" not in names(ana.id)
        assert names(ana.id)["PARENT_BSUID"] == "BR.ENT.9"
