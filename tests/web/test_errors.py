"""Whatever goes wrong, each caller hears it in their own form, and nobody hears our secrets."""

import pytest

from chatapp.models import Theme
from tests import factories
from tests.callers import Api, Page

HTMX = {"HX-Request": "true"}


def test_a_refusal_as_json(probe_api: Api):
    answer = probe_api.get("/probe/refusal")
    assert answer.status_code == 409
    assert answer.json == {
        "error": {"code": "window_closed", "message": "The <window> is closed.", "fields": {"body": "too late"}}
    }


def test_a_refusal_as_page_and_as_toast(probe_page: Page):
    page, toast = probe_page.get("/probe/refusal"), probe_page.get("/probe/refusal", **HTMX)
    assert page.status_code == toast.status_code == 409
    assert page.text.startswith("<!doctype html>")
    assert toast.text.startswith('<hx-partial hx-target="#toasts"')
    for answer in (page, toast):
        assert "The &lt;window&gt; is closed." in answer.text


def test_a_mistake_of_ours_is_logged_with_its_number_and_told_to_nobody(probe_page: Page, probe_api: Api, caplog):
    page = probe_page.get("/probe/mistake")
    api = probe_api.get("/probe/mistake")
    assert page.status_code == api.status_code == 500
    assert api.json["error"]["code"] == "internal"
    assert "secret detail" not in page.text + api.text
    assert page.headers["X-Request-ID"] in page.text
    assert "a secret detail" in caplog.text


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [("GET", "/nowhere", 404, "not_found"), ("PUT", "/login", 405, "method_not_allowed")],
)
def test_http_errors(app, api: Api, method, path, status, code):
    answer = api.send(method, path)
    assert (answer.status_code, answer.json["error"]["code"]) == (status, code)
    html = app.test_client().open(path, method=method)
    assert html.status_code == status
    assert html.text.startswith("<!doctype html>")


def test_405_says_what_is_allowed(api: Api):
    assert "POST" in api.send("PUT", "/login").headers["Allow"]


def test_too_large_and_wrong_type(app, api: Api):
    large = app.test_client().post("/tokens", data=b"x" * (4 * 1024 * 1024), content_type="application/json")
    assert large.status_code == 413
    form = app.test_client().post("/tokens", data={"email": "x"}, headers={"Accept": "application/json"})
    assert (form.status_code, form.json["error"]["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize("body", ["{", "[1]", '"x"', "null"])
def test_json_that_is_none_is_the_callers_fault(app, body):
    answer = app.test_client().post("/tokens", data=body, content_type="application/json")
    assert answer.status_code in (400, 422)


def test_without_the_database_we_say_so_at_once(app, without_database, caplog):
    """A signed-in person too, though we cannot even know any more who they are."""
    person = Page(app).sign_in(factories.user(factories.account()))
    cookie = person.client.get_cookie("chatapp").value
    stranded = without_database.test_client()
    stranded.set_cookie("chatapp", cookie)
    for headers, start in (({}, "<!doctype html>"), (HTMX, "<hx-partial")):
        answer = stranded.get("/settings", headers=headers)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert answer.text.startswith(start)
    api = Api(without_database).post("/tokens", email="a@b.example", password="x")
    assert (api.status_code, api.json["error"]["code"]) == (503, "unavailable")
    assert stranded.get("/login").status_code == 503
    assert without_database.test_client().get("/login").status_code == 200


def test_a_connection_lost_in_the_middle_of_a_page(probe_page: Page):
    """The person is known already, but nothing more can be read of them."""
    probe_page.sign_in(factories.user(factories.account(), theme=Theme.DARK))
    assert 'data-theme="dark"' in probe_page.get("/nowhere").text
    answer = probe_page.get("/probe/cut-off")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.text.startswith("<!doctype html>")
    assert 'data-theme="dark"' not in answer.text
    assert probe_page.get("/settings").status_code == 200
