"""Numbers, and the secrets that their webhooks are checked with."""

import pytest
import sqlalchemy as sa

from chatapp import accounts, create_app
from chatapp.accounts import meta_credentials
from chatapp.extensions import db
from chatapp.models import PhoneNumber
from chatapp.refusals import Refusal
from chatapp.settings import Settings
from tests import factories

NUMBER = {"phone_number_id": "106", "waba_id": "104", "display_number": "+55 11 4000-0000", "label": "Loja"}


@pytest.fixture
def fresh_app(app, environment):
    """An app that has read no secrets yet."""
    new = create_app(Settings.from_env(environment))
    with new.app_context():
        yield new
        db.session.remove()


@pytest.fixture
def seconds(monkeypatch):
    """Moves the clock that the cache looks at."""
    passed = [1000.0]
    monkeypatch.setattr(meta_credentials, "monotonic", lambda: passed[0])
    return lambda more: passed.__setitem__(0, passed[0] + more)


def test_connecting_keeps_secrets_encrypted(app):
    number = accounts.connect_number(factories.account(), **NUMBER, access_token="EAAsecret", app_secret="s3cret")
    db.session.commit()
    raw = db.session.execute(sa.text("SELECT access_token, app_secret FROM phone_numbers")).one()
    assert all(value.startswith("k1:") and "cret" not in value for value in raw)
    db.session.refresh(number)
    assert (number.access_token, number.app_secret) == ("EAAsecret", "s3cret")


def test_connecting_again_renews_the_credentials_and_ends_the_alarm(app):
    account = factories.account()
    number = accounts.connect_number(account, **NUMBER, access_token="old", app_secret="kept")
    number.alarm_code = 190
    again = accounts.connect_number(account, **{**NUMBER, "label": "Matriz"}, access_token="new")
    assert again is number
    assert (number.label, number.access_token, number.app_secret, number.alarm_code) == ("Matriz", "new", "kept", None)


def test_a_number_of_another_account_is_not_taken_over(app):
    accounts.connect_number(factories.account(), **NUMBER, access_token="theirs")
    with pytest.raises(Refusal) as refused:
        accounts.connect_number(factories.account(), **NUMBER, access_token="mine")
    assert list(refused.value.fields) == ["phone_number_id"]


def test_all_distinct_secrets_ours_first(fresh_app):
    account = factories.account()
    for secret in ("first", "second", "first", None, ""):
        factories.phone_number(account, app_secret=secret, verify_token=secret and f"{secret} token")
    assert next(iter(accounts.app_secrets())) == "test_app_secret"
    assert sorted(accounts.app_secrets()) == ["first", "second", "test_app_secret"]
    assert sorted(accounts.verify_tokens()) == ["first token", "second token", "test_verify_token"]


def test_a_new_secret_is_found_on_a_miss_but_forgers_do_not_make_us_read(fresh_app, seconds):
    account = factories.account()
    factories.phone_number(account, app_secret="old")
    assert "old" in accounts.app_secrets()
    factories.phone_number(account, app_secret="new")
    assert "new" not in accounts.app_secrets()
    assert "new" not in accounts.app_secrets(missed=True)
    seconds(1.1)
    assert "new" in accounts.app_secrets(missed=True)
    assert "new" in accounts.app_secrets()
    db.session.execute(sa.delete(PhoneNumber))
    db.session.commit()
    seconds(29)
    assert "new" in accounts.app_secrets()
    seconds(2)
    assert accounts.app_secrets() == {"test_app_secret": None}


def test_known_secrets_go_on_serving_without_a_database(app, environment, seconds):
    """And where none are known yet, the caller hears that the database is away."""
    nobody = "postgresql://nobody@127.0.0.1:1/nothing"
    alone = create_app(Settings.from_env({**environment, "DATABASE_URL": nobody}))
    with alone.app_context(), pytest.raises(sa.exc.OperationalError):
        accounts.app_secrets()
    with app.app_context():
        known = accounts.app_secrets()
    alone.extensions["app_secrets"].known = known
    seconds(60)
    with alone.app_context():
        assert accounts.app_secrets() == known


@pytest.mark.parametrize("sealed", ["gone:c2VhbGVk", "k1:c2VhbGVk", "k1:no base64"])
def test_a_secret_that_no_key_opens_silences_its_own_number_only(fresh_app, caplog, sealed):
    account = factories.account()
    broken = factories.phone_number(account, app_secret="lost", verify_token="lost")
    factories.phone_number(account, app_secret="readable", verify_token="shown")
    spoil = sa.text("UPDATE phone_numbers SET app_secret = :sealed, verify_token = :sealed WHERE id = :id")
    db.session.execute(spoil, {"sealed": sealed, "id": broken.id})
    db.session.commit()

    assert "readable" in accounts.app_secrets()
    assert "shown" in accounts.verify_tokens()
    assert f"number {broken.id}: its app secret cannot be read" in caplog.text
    assert f"number {broken.id}: its verify token cannot be read" in caplog.text
