"""Cookies speak for people in HTML, tokens for programs in JSON, and nobody for anybody else."""

import re

import pytest
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from chatapp.models import Role
from chatapp.web.security import same_origin
from tests import factories
from tests.callers import Api, Page

JSON = {"Accept": "application/json"}
HTMX = {"HX-Request": "true"}


@pytest.fixture
def agent(app):
    return factories.user(factories.account())


def test_the_cookie_does_not_speak_for_programs(probe_page: Page, agent):
    probe_page.sign_in(agent)
    assert probe_page.get("/probe/mine").status_code == 200
    answer = probe_page.get("/probe/mine", **JSON)
    assert (answer.status_code, answer.json["error"]["code"]) == (401, "unauthenticated")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_the_token_does_not_speak_for_people(probe_api: Api, agent):
    probe_api.sign_in(agent)
    assert probe_api.get("/probe/mine").json == {"yours": True}
    html = probe_api.client.get("/probe/mine", headers={"Authorization": f"Bearer {probe_api.access_token}"})
    assert (html.status_code, html.location) == (303, "/login?next=/probe/mine")


def test_a_cookie_does_not_help_a_bad_token_nor_the_other_way_round(probe_page: Page, agent):
    probe_page.sign_in(agent)
    assert probe_page.get("/probe/mine", **JSON, Authorization="Bearer nonsense").status_code == 401
    assert probe_page.get("/probe/mine", Authorization="Bearer nonsense").status_code == 200


def test_strangers_are_led_to_the_form_and_back(probe_page: Page):
    assert probe_page.get("/probe/mine?a=1&b=2").location == "/login?next=/probe/mine?a%3D1%26b%3D2"
    fragment = probe_page.get("/probe/mine", **HTMX)
    assert (fragment.status_code, fragment.headers["HX-Redirect"]) == (401, "/login")


def test_a_page_cannot_be_made_to_write_by_another_site(probe_page: Page, agent):
    probe_page.sign_in(agent)
    forged = probe_page.client.post("/probe/mine", data={"csrf_token": "guess"})
    assert (forged.status_code, probe_page.client.post("/probe/mine").status_code) == (400, 400)
    assert "Please load it again" in forged.text
    assert probe_page.post("/probe/mine").status_code == 200


def test_htmx_shows_the_token_in_a_header(probe_page: Page, agent):
    probe_page.sign_in(agent).get("/settings")
    answer = probe_page.client.post("/probe/mine", headers={**HTMX, "X-CSRFToken": probe_page.token})
    assert answer.status_code == 200


def test_asking_for_json_with_a_cookie_is_no_way_around_the_token(probe_page: Page, agent):
    probe_page.sign_in(agent)
    assert probe_page.client.post("/probe/mine", json={}, headers=JSON).status_code == 401
    assert probe_page.client.post("/probe/write", json={}, headers=JSON).status_code == 400


def test_programs_need_no_form_token(probe_api: Api, agent):
    probe_api.sign_in(agent)
    assert probe_api.post("/probe/mine").status_code == 200


def test_signing_in_and_out_cannot_be_forged_either(client, agent):
    credentials = {"email": agent.email, "password": factories.PASSWORD}
    assert client.post("/login", data=credentials).status_code == 400
    assert client.get_cookie("chatapp") is None


def test_roles(probe_api: Api, probe_page: Page, agent):
    admin = factories.user(agent.account, Role.ADMIN)
    probe_api.sign_in(agent)
    refused = probe_api.get("/probe/admin")
    assert (refused.status_code, refused.json["error"]["code"]) == (403, "forbidden")
    assert probe_page.sign_in(agent).get("/probe/admin").status_code == 403
    probe_api.sign_in(admin)
    assert probe_api.get("/probe/admin").json == {"admin": True}


def test_a_view_that_declares_nothing_is_shut(probe_page: Page, probe_api: Api, agent):
    probe_page.sign_in(agent)
    assert probe_page.get("/probe/undeclared").status_code == 500
    assert probe_api.get("/probe/undeclared").status_code == 500


def test_every_answer_carries_its_headers(probe_page: Page):
    for path in ("/login", "/nowhere", "/probe/mistake", "/probe/mine"):
        headers = probe_page.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "require-trusted-types-for 'script'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "microphone=(self)" in headers["Permissions-Policy"]
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "Strict-Transport-Security" not in headers


def test_production_believes_its_one_proxy_and_insists_on_https(in_production):
    client = in_production.test_client()
    answer = client.get("/login", headers={"X-Forwarded-Proto": "https"})
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "; Secure" in answer.headers["Set-Cookie"]


def test_in_production_the_cookie_is_for_this_host_alone_and_forms_come_from_it(in_production, agent):
    client = in_production.test_client()
    https = {"X-Forwarded-Proto": "https"}
    form = client.get("/login", headers=https)
    assert form.headers["Set-Cookie"].startswith("__Host-chatapp=")
    token = re.search(r'name="csrf_token" value="([^"]+)"', form.text)[1]
    sent = {"csrf_token": token, "email": agent.email, "password": factories.PASSWORD}
    cookies = {"Cookie": form.headers["Set-Cookie"].split(";")[0]}
    for referrer, status in (("https://localhost/login", 303), ("https://evil.example/", 400)):
        headers = {**https, **cookies, "Referer": referrer}
        assert (
            in_production.test_client(use_cookies=False).post("/login", data=sent, headers=headers).status_code
            == status
        )


def test_one_address_cannot_try_many_people(in_production):
    """The address is the one that our proxy saw, whatever the caller says before it."""

    def attempt(n: int, seen: str) -> int:
        headers = {"Accept": "application/json", "X-Forwarded-For": f"6.6.6.{n}, {seen}"}
        body = {"email": f"p{n}@example.com", "password": "guess"}
        return in_production.test_client().post("/tokens", json=body, headers=headers).status_code

    assert {attempt(n, "203.0.113.7") for n in range(60)} == {401}
    assert attempt(60, "203.0.113.7") == 429
    assert attempt(61, "203.0.113.8") == 401


def test_elsewhere_nobody_may_say_who_they_are(client):
    answer = client.get("/login", headers={"X-Forwarded-Proto": "https"})
    assert "; Secure" not in answer.headers["Set-Cookie"]


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("http://inbox.example:5000", True),
        ("http://127.0.0.1:5000", True),
        ("http://inbox.example", False),
        ("https://inbox.example:5000", False),
        ("http://evil.example", False),
        ("http://inbox.example:5000.evil.example", False),
        ("null", False),
        ("http://[", False),
        ("", False),
        (None, False),
    ],
)
def test_a_socket_is_opened_from_our_own_pages_only(app, origin, allowed):
    """The public address (here the default one) counts too, where a proxy changes the Host."""
    headers = {} if origin is None else {"Origin": origin}
    request = Request(EnvironBuilder("/live", base_url="http://inbox.example:5000", headers=headers).get_environ())
    assert same_origin(request) is allowed
