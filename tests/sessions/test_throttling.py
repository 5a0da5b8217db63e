"""Guessing passwords is slow, whichever door is tried."""

import pytest

from tests import factories
from tests.callers import Api, Page


@pytest.fixture
def agent(app):
    return factories.user(factories.account(), email="ana@example.com")


def guess(app, email: str, address: str) -> int:
    """The status of one wrong attempt from that address."""
    somewhere = app.test_client(use_cookies=False)
    somewhere.environ_base["REMOTE_ADDR"] = address
    return somewhere.post("/tokens", json={"email": email, "password": "guess"}).status_code


def test_ten_tries_per_person_and_address_through_both_doors(app, page: Page, agent):
    for _ in range(5):
        assert page.post("/login", email="ana@example.com", password="guess").status_code == 401
        assert Api(app).post("/tokens", email="Ana@Example.com ", password="guess").status_code == 401
    refused = page.post("/login", email="ana@example.com", password=factories.PASSWORD)
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    api = Api(app).post("/tokens", email="ana@example.com", password=factories.PASSWORD)
    assert (api.status_code, api.json["error"]["code"]) == (429, "too_many_requests")


def test_a_stranger_elsewhere_does_not_shut_them_out(app, page: Page, agent):
    assert [guess(app, agent.email, "203.0.113.7") for _ in range(11)] == [401] * 10 + [429]
    assert page.log_in(agent)


def test_guessing_from_many_addresses_ends_too(app, agent):
    answers = [guess(app, agent.email, f"203.0.113.{n // 9}") for n in range(101)]
    assert answers == [401] * 100 + [429]


@pytest.mark.parametrize("email", ["\ud800", "x" * 100_000, "\x00", 7, None])
def test_what_is_no_address_is_refused_and_counted(app, email):
    assert [guess(app, email, "203.0.113.7") for _ in range(11)] == [422] * 10 + [429]


def test_others_are_not_shut_out_with_them(app, agent):
    other = factories.user(agent.account)
    for _ in range(11):
        Api(app).post("/tokens", email=agent.email, password="guess")
    assert Api(app).log_in(other)
