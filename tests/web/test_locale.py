"""The user's language; before that, the browser's."""

import pytest
from flask_babel import get_locale, get_timezone

from tests import factories
from tests.callers import Page


@pytest.mark.parametrize(
    ("accept", "lang"),
    [
        ("pt-BR,pt;q=0.9", "pt-BR"),
        ("pt", "pt-BR"),
        ("en-GB", "en"),
        ("de, pt-BR;q=0.1", "pt-BR"),
        ("ja", "en"),
        ("", "en"),
    ],
)
def test_strangers_are_spoken_to_as_their_browser_asks(page: Page, accept, lang):
    assert f'<html lang="{lang}"' in page.get("/login", Accept_Language=accept).text


def test_people_are_spoken_to_as_they_chose(page: Page):
    page.sign_in(factories.user(factories.account(timezone="America/Manaus"), locale="pt_BR"))
    settings = page.get("/settings", Accept_Language="en").text
    assert '<html lang="pt-BR" data-zone="America/Manaus"' in settings


def test_without_a_request_there_is_still_a_language_and_a_zone(app):
    assert (str(get_locale()), str(get_timezone())) == ("en", "America/Sao_Paulo")
