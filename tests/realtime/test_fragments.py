"""Fragments are rendered where there is no request, for whoever shares a locale."""

import pytest
from flask_babel import get_locale
from jinja2 import DictLoader, TemplateNotFound, UndefinedError

from chatapp.realtime import fragments, partial


@pytest.fixture
def templates(app, monkeypatch):
    monkeypatch.setattr(
        app.jinja_env,
        "loader",
        DictLoader({"row.html": "<li>{{ name }} {{ locale() }}</li>", "mine.html": "{{ me.name }}"}),
    )
    monkeypatch.setitem(app.jinja_env.globals, "locale", get_locale)


def test_it_needs_no_request_and_escapes(templates):
    assert fragments.render("row.html", "pt_BR", name="<b>") == "<li>&lt;b&gt; pt_BR</li>"


def test_the_locale_is_that_of_the_watchers_and_not_of_who_publishes(app, templates):
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert str(get_locale()) == "en"
        assert fragments.render("row.html", "pt_BR", name="x") == "<li>x pt_BR</li>"
        assert str(get_locale()) == "en"


def test_a_fragment_does_not_know_who_is_looking(app, templates):
    with app.test_request_context(), pytest.raises(UndefinedError):
        fragments.render("mine.html", "en")


def test_a_missing_template_is_a_mistake_and_not_an_empty_fragment(templates):
    with pytest.raises(TemplateNotFound):
        fragments.render("none.html", "en")


def test_a_partial_names_its_target():
    assert (
        partial("thread-7", "keyed order:desc", "<p></p>")
        == '<hx-partial hx-target="#thread-7" hx-swap="keyed order:desc"><p></p></hx-partial>'
    )
    assert 'hx-target="#a&#34;b"' in partial('a"b', "delete", "")
