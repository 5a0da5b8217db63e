"""The operator's commands, as typed."""

import re
from functools import partial

import pytest

from chatapp import create_app
from chatapp.extensions import db
from chatapp.models import Account, PhoneNumber, ReadReceipts, Role, UnconfirmedPolicy, User
from chatapp.secret_rotation import encrypted_columns, rotate
from chatapp.settings import Settings
from tests import factories
from tests.callers import Api, Page, run
from tests.conftest import SECRETS

CONNECT = ("numbers", "connect", "106", "--waba-id", "104", "--display-number", "+551140000000", "--label", "Loja")


@pytest.fixture
def flask(app):
    """flask("users", "invite", ...) -> its result"""
    return partial(run, app)


def test_from_nothing_to_somebody_signed_in(app, flask, page: Page):
    assert flask("accounts", "create", "Torra Café").output == "Account 1: Torra Café\n"
    invited = flask("users", "invite", "Bia@Example.com", "--name", "Bia", "--role", "admin")
    link = re.search(r"http://127\.0\.0\.1:5000(/invitations/\S+)", invited.output)[1]
    page.post(link, password="a password of her own")
    assert "Bia" in page.get("/settings").text
    assert db.session.query(User).one().role is Role.ADMIN


def test_which_account_must_be_clear(flask):
    assert "flask accounts create" in flask("users", "invite", "a@b.example", "--name", "A").output
    first, second = factories.account(), factories.account(name="Outra")
    refused = flask("users", "invite", "a@b.example", "--name", "A")
    assert refused.exit_code == 1
    assert "2 (Outra)" in refused.output
    assert flask("users", "invite", "a@b.example", "--name", "A", "--account", str(second.id)).exit_code == 0
    assert db.session.query(User).one().account_id == second.id != first.id


def test_a_refusal_is_a_sentence_not_a_traceback(flask):
    somebody = factories.user(factories.account())
    result = flask("users", "invite", somebody.email, "--name", "A")
    assert result.exit_code == 1
    assert "Somebody already uses this address." in result.output


def test_deactivating(flask, api: Api):
    somebody = factories.user(factories.account())
    api.log_in(somebody)
    assert flask("users", "deactivate", somebody.email.upper()).exit_code == 0
    assert api.get("/me").status_code == 401
    assert flask("users", "deactivate", "nobody@example.com").exit_code == 1


def test_secrets_are_asked_for_and_never_shown(flask):
    factories.account()
    result = flask(*CONNECT, input="EAAsecret\nappsecret\n\n")
    assert result.exit_code == 0, result.output
    number = db.session.query(PhoneNumber).one()
    assert (number.access_token, number.app_secret, number.verify_token) == ("EAAsecret", "appsecret", None)
    listed = flask("numbers", "list").output
    assert "Loja" in listed
    assert "secret" not in result.output.replace("App secret", "") + listed


def test_secrets_from_the_environment(flask):
    factories.account()
    environment = {"NUMBER_ACCESS_TOKEN": "EAA", "NUMBER_APP_SECRET": "", "NUMBER_VERIFY_TOKEN": "v"}
    assert flask(*CONNECT, env=environment).exit_code == 0
    number = db.session.query(PhoneNumber).one()
    assert (number.access_token, number.app_secret, number.verify_token) == ("EAA", None, "v")


def test_policies_of_a_number(flask):
    number = factories.phone_number(factories.account())
    first = flask("numbers", "set", str(number.id))
    assert first.output == f"Number {number.id}: read-receipts ON_OPEN, unconfirmed ASK, throughput 80\n"
    options = ("--read-receipts", "on_reply", "--unconfirmed", "RETRY", "--throughput", "20")
    assert flask("numbers", "set", str(number.id), *options).exit_code == 0
    assert flask("numbers", "set", str(number.id), "--read-receipts", "NEVER").exit_code == 0
    db.session.refresh(number)
    policies = (number.read_receipts, number.unconfirmed_policy, number.throughput)
    assert policies == (ReadReceipts.NEVER, UnconfirmedPolicy.RETRY, 20)


def test_policies_of_an_account(flask, api: Api):
    account = factories.account()
    unassigned = factories.conversation(factories.phone_number(account), factories.contact(account))
    api.log_in(factories.user(account))
    assert api.get(unassigned.path).status_code == 200
    assert flask("accounts", "set", str(account.id), "--agents-see-unassigned", "no").output == (
        f"Account {account.id}: agents-see-unassigned no, agents-see-their-teams yes\n"
    )
    assert api.get(unassigned.path).status_code == 404
    assert flask("accounts", "set", str(account.id)).output.endswith("unassigned no, agents-see-their-teams yes\n")
    assert flask("accounts", "set", str(account.id), "--agents-see-unassigned", "yes").exit_code == 0
    assert api.get(unassigned.path).status_code == 200


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("numbers", "set", "7"), 1),
        (("accounts", "set", "7"), 1),
        (("numbers", "set", "1", "--read-receipts", "SOMETIMES"), 2),
        (("numbers", "set", "1", "--throughput", "0"), 2),
        (("accounts", "set", "1", "--agents-see-unassigned", "perhaps"), 2),
    ],
)
def test_policies_that_do_not_exist(flask, words, code):
    result = flask(*words)
    assert (result.exit_code, "Error" in result.output) == (code, True)


def test_listing_shows_alarms(flask):
    factories.phone_number(factories.account(), alarm_code=190)
    assert "ALARM 190" in flask("numbers", "list").output


def test_rotating_puts_everything_under_the_first_key(app, environment):
    account = factories.account()
    for n in range(5):
        factories.phone_number(account, access_token=f"token {n}", app_secret=f"secret {n}" if n else None)
    both = create_app(Settings.from_env({**environment, "SECRETS_KEYS": f"k2:{SECRETS['k2']},k1:{SECRETS['k1']}"}))
    result = run(both, "secrets", "rotate")
    assert "phone_numbers.access_token: 5 encrypted anew" in result.output
    assert "phone_numbers.app_secret: 4 encrypted anew" in result.output
    again = run(both, "secrets", "rotate")
    assert "phone_numbers.access_token: 0 encrypted anew" in again.output
    only_new = create_app(Settings.from_env({**environment, "SECRETS_KEYS": f"k2:{SECRETS['k2']}"}))
    with only_new.app_context():
        tokens = db.session.query(PhoneNumber.access_token, PhoneNumber.app_secret).order_by(PhoneNumber.id).all()
        db.session.remove()
    assert tokens == [(f"token {n}", f"secret {n}" if n else None) for n in range(5)]


def test_rotating_goes_batch_by_batch(app, environment):
    account = factories.account()
    for _ in range(5):
        factories.phone_number(account)
    both = create_app(Settings.from_env({**environment, "SECRETS_KEYS": f"k2:{SECRETS['k2']},k1:{SECRETS['k1']}"}))
    with both.app_context():
        counts = {column.name: rotate(column, batch=2) for column in encrypted_columns()}
        db.session.remove()
    assert counts == {"access_token": 5, "app_secret": 0, "verify_token": 0}


def test_rotating_without_the_old_key_says_which(app, environment):
    factories.phone_number(factories.account())
    only_new = create_app(Settings.from_env({**environment, "SECRETS_KEYS": f"k2:{SECRETS['k2']}"}))
    result = run(only_new, "secrets", "rotate")
    assert result.exit_code == 1
    assert "SECRETS_KEYS has no key 'k1'" in result.output


def test_every_command_explains_itself(app, flask):
    for words in (["accounts"], ["users"], ["numbers"], ["secrets"], ["users", "invite"], ["numbers", "connect"]):
        assert flask(*words, "--help").exit_code == 0


def test_accounts_have_a_zone_that_exists(flask):
    assert flask("accounts", "create", "X", "--timezone", "America/Nowhere").exit_code == 2
    assert flask("accounts", "create", "X", "--timezone", "America/Manaus").exit_code == 0
    assert db.session.query(Account).one().timezone == "America/Manaus"
