"""Guessing passwords is slow, whichever door is tried."""

import pytest

from tests import factories
from tests.callers import Api, Page


@pytest.fixture
def agent(app):
    return factories.user(factories.account(), email="ana@example.com")


def test_ten_tries_per_person_through_both_doors(app, page: Page, agent):
    for _ in range(5):
        assert page.post("/login", email="ana@example.com", password="guess").status_code == 401
        assert Api(app).post("/tokens", email="Ana@Example.com ", password="guess").status_code == 401
    refused = page.post("/login", email="ana@example.com", password=factories.PASSWORD)
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    api = Api(app).post("/tokens", email="ana@example.com", password=factories.PASSWORD)
    assert (api.status_code, api.json["error"]["code"]) == (429, "too_many_requests")


def test_others_are_not_shut_out_with_them(app, agent):
    other = factories.user(agent.account)
    for _ in range(11):
        Api(app).post("/tokens", email=agent.email, password="guess")
    assert Api(app).sign_in(other)
