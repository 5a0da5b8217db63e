"""One view, four callers."""

import pytest

from tests import factories
from tests.callers import Api, Page

HTMX = {"HX-Request": "true"}
RESTORING = {**HTMX, "HX-History-Restore-Request": "true"}


@pytest.mark.parametrize("headers", [{}, {"Accept": "*/*"}, {"Accept": "text/html,application/json;q=0.9"}, RESTORING])
def test_a_browser_gets_the_page(probe_page: Page, headers):
    answer = probe_page.get("/probe/answer", **headers)
    assert answer.status_code == 200
    assert answer.text.startswith("<!doctype html>")
    assert "quem@example.com" in answer.text


def test_htmx_gets_the_block(probe_page: Page):
    answer = probe_page.get("/probe/answer", **HTMX)
    assert "<!doctype" not in answer.text
    assert "<h1>" in answer.text


def test_htmx_gets_all_of_a_partial(probe_page: Page):
    assert probe_page.get("/probe/partial", **HTMX).text.startswith('<div class="toast"><span>torrada')


def test_a_program_gets_json_from_the_same_data(probe_api: Api):
    answer = probe_api.get("/probe/answer")
    assert (answer.mimetype, answer.json) == ("application/json", {"email": "quem@example.com"})


def test_a_program_is_told_406_where_there_is_no_json(probe_api: Api):
    answer = probe_api.get("/probe/partial")
    assert (answer.status_code, answer.json["error"]["code"]) == (406, "not_acceptable")


def test_after_a_write_a_browser_is_led_on_and_htmx_gets_its_blocks(probe_page: Page):
    led_on = probe_page.post("/probe/write")
    assert (led_on.status_code, led_on.location) == (303, "/probe/answer")
    blocks = probe_page.post("/probe/write", headers=HTMX)
    assert blocks.status_code == 201
    assert blocks.text.startswith("Sign in · Chatapp")


def test_a_program_is_told_where_to_find_what_it_created(probe_api: Api):
    probe_api.sign_in(factories.user(factories.account()))
    answer = probe_api.post("/probe/created")
    assert (answer.status_code, answer.location, answer.json) == (201, "/probe/answer", {"id": 7})


@pytest.mark.parametrize("headers", [{}, HTMX, {"Accept": "application/json"}])
def test_caches_are_told_what_the_answer_depends_on(probe_page: Page, headers):
    answer = probe_page.get("/probe/answer", **headers)
    assert {"Accept", "HX-Request"} <= set(answer.vary)
    assert answer.headers["Cache-Control"] == "no-store"


def test_whoever_sends_json_and_does_not_care_is_answered_in_json(probed, app):
    answer = probed.test_client().post("/tokens", json={"email": "x"}, headers={"Accept": "*/*"})
    assert answer.mimetype == "application/json"
