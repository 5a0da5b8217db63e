"""Templates are strict, know their components anywhere, and say times as people do."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask_babel import force_locale
from jinja2 import DictLoader, UndefinedError

from chatapp import clock
from chatapp.web import InliningEnvironment, moments
from chatapp.web.templating import path_for

AFTERNOON = datetime(2026, 11, 23, 17, 5, 9, 123456, tzinfo=UTC)


@pytest.fixture
def afternoon(app, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AFTERNOON)


def test_an_unknown_name_is_an_error_not_a_gap(app: Flask):
    with pytest.raises(UndefinedError):
        app.jinja_env.from_string("{{ nobody }}").render()


def test_components_are_there_without_import_and_without_request(app: Flask):
    drawn = app.jinja_env.from_string('{{ icon("send") }}').render()
    assert drawn.startswith("<svg")
    assert "icons.svg#send" in drawn


def test_components_escape(app: Flask):
    drawn = app.jinja_env.from_string("{{ text_field('n', label, value) }}").render(label="<b>", value='"><script>')
    assert "<script" not in drawn
    assert "<b>" not in drawn


def test_paths_need_no_request_and_name_no_host(app: Flask):
    assert path_for("sessions.login", next="/x") == "/login?next=/x"


PARTIALS = {
    "page": "{% set said = 'outside' %}\n{% for n in (1, 2) %}\n{% include 'part' %}{% endfor %}{{ said }}",
    "part": "{% set said = n %}{{ said }}\n{% include 'last' %}",
    "last": "{% if divisor is defined %}\n\n\n{{ 1 / divisor }}{% endif %},",
}


@pytest.mark.parametrize("reloading", [False, True])
def test_a_partial_keeps_to_itself_however_it_is_compiled(app: Flask, reloading):
    env = InliningEnvironment(app, loader=DictLoader(PARTIALS), auto_reload=reloading, trim_blocks=True)
    page = env.get_template("page")
    assert page.render().split() == ["1", ",2", ",outside"]
    assert ("get_template" in env.compile(PARTIALS["page"], raw=True)) == reloading


def test_what_breaks_in_a_partial_is_found_where_that_is_included(app: Flask):
    env = InliningEnvironment(app, loader=DictLoader(PARTIALS), auto_reload=False, trim_blocks=True)
    with pytest.raises(ZeroDivisionError) as raised:
        env.get_template("page").render(divisor=0)
    assert raised.traceback[-1].lineno + 1 == 3


def test_texts_are_kept_apart_by_language_and_escape_what_is_put_into_them(app: Flask):
    words = app.jinja_env.from_string('{{ _("Message %(name)s", name="<b>") }}')
    for locale, drawn in {"en": "Message &lt;b&gt;", "pt_BR": "Mensagem para &lt;b&gt;"}.items():
        with force_locale(locale):
            assert words.render() == drawn


def test_times(afternoon):
    assert moments.iso(AFTERNOON) == "2026-11-23T17:05:09Z"
    with force_locale("pt_BR"):
        assert moments.clock_time(AFTERNOON) == "14:05"
        assert moments.clock_time(AFTERNOON, "America/Manaus") == "13:05"
        assert moments.when(AFTERNOON - timedelta(days=9)) == "14/11"
        assert moments.when(AFTERNOON - timedelta(days=400)) == "19/10/2025"
        assert moments.day_name(date(2026, 11, 20)) == "20 de novembro de 2026"
    with force_locale("en"):
        assert moments.clock_time(AFTERNOON).replace("\u202f", " ") == "2:05 PM"
        assert moments.when(AFTERNOON - timedelta(hours=15)) == "Yesterday"
        assert [moments.day_name(d) for d in ("2026-11-23", "2026-11-22")] == ["Today", "Yesterday"]


def test_the_day_is_the_day_over_there(afternoon):
    """Two in the morning in UTC is still yesterday evening in São Paulo."""
    night = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    with force_locale("en"):
        assert moments.when(night) == "Yesterday"
        assert moments.when(night, "UTC").replace("\u202f", " ") == "2:00 AM"


@pytest.mark.parametrize(
    ("left", "words"),
    [(timedelta(hours=23, minutes=59), "23 h"), (timedelta(minutes=59), "59 min"), (-timedelta(1), "0 min")],
)
def test_time_left(afternoon, left, words):
    with force_locale("en"):
        assert moments.time_left(AFTERNOON + left) == words
