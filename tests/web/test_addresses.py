"""Ids that no row can have, and queries that are no text, are unknown or at fault, never our mistake."""

import pytest

from chatapp import realtime
from tests import factories
from tests.callers import Api, Page

TOO_BIG = ["9" * 19, "9" * 20, "9" * 5000]


@pytest.fixture
def account(app):
    return factories.account()


@pytest.fixture
def conversation(account):
    return factories.conversation(factories.phone_number(account), factories.contact(account))


@pytest.fixture
def agent(account):
    return factories.user(account)


@pytest.mark.parametrize("number", TOO_BIG)
@pytest.mark.parametrize("path", ["/conversations/{}", "/conversations/{}/messages", "/messages/{}"])
def test_a_number_beyond_all_ids_is_unknown(api: Api, page: Page, agent, path, number):
    api.sign_in(agent)
    page.sign_in(agent)
    assert api.get(path.format(number)).status_code == 404
    assert page.get(path.format(number)).status_code == 404


def test_every_route_with_a_number_is_bounded(app):
    for rule in app.url_map.iter_rules():
        for converter in rule._converters.values():
            assert getattr(converter, "num_convert", None) is not int or converter.regex == "[0-9]{1,18}", rule


@pytest.mark.parametrize("reply", [*TOO_BIG, "abc", "-1", "", "\ud800".encode("utf-8", "surrogatepass")])
def test_a_quote_that_is_no_id_is_no_quote(page: Page, agent, conversation, reply):
    page.sign_in(agent)
    answer = page.client.get(conversation.path, query_string={"reply": reply})
    assert answer.status_code == 200


@pytest.mark.parametrize("rest", [*TOO_BIG, "abc", "", "-1", "1:2", "%00", "%ff"])
def test_a_stream_that_makes_no_sense_is_named(api: Api, agent, rest):
    api.sign_in(agent)
    answer = api.get(f"/live/missed?since={realtime.cursor()}&streams=conversation:{rest}")
    assert (answer.status_code, list(answer.json["error"]["fields"])) == (422, ["streams"])


def test_a_thread_among_the_streams_is_caught_up_or_unknown(api: Api, agent, conversation):
    api.sign_in(agent)
    path = f"/live/missed?since={realtime.cursor()}&streams=user:{agent.id}+conversation:"
    assert api.get(f"{path}{conversation.id}").status_code == 200
    assert api.get(f"{path}{conversation.id + 1}").status_code == 404


def test_a_query_that_is_not_utf8_is_led_on(page: Page, agent, conversation):
    """Whatever the bytes were: the address that follows is one that everybody understands."""
    asked = {"PATH_INFO": f"{conversation.path}/messages", "QUERY_STRING": "after=&y=\xe7\xff"}
    login = page.client.get(environ_overrides=asked)
    assert (login.status_code, login.location.partition("?")[0]) == (303, "/login")
    assert page.client.get(login.location).status_code == 200
    page.sign_in(agent)
    answer = page.client.get(environ_overrides=asked)
    assert (answer.status_code, answer.location) == (303, f"{conversation.path}?after=&y=%E7%FF")
