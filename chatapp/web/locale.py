"""Which language and time zone a request is answered in. Jobs say it themselves (`force_locale`)."""

from functools import lru_cache

from babel import Locale
from flask import Flask, has_request_context, request
from flask_babel import get_locale, get_translations
from flask_login import current_user
from markupsafe import Markup

from chatapp.extensions import babel
from chatapp.locales import LOCALES

#: Where nobody signed in tells another: the same zone that a new account begins with.
DEFAULT_ZONE = "America/Sao_Paulo"
#: More than there are texts, in all languages.
TEXTS = 10_000


def init_app(app: Flask) -> None:
    babel.init_app(app, default_timezone=DEFAULT_ZONE, locale_selector=_locale, timezone_selector=_timezone)
    # A page has hundreds of texts, and flask-babel's own look for their catalogue each time.
    app.jinja_env.globals |= {"_": text, "gettext": text}


def text(msgid: str, /, **values: object) -> Markup:
    """What templates say, in the language of whoever reads it; `values` are escaped."""
    return _text(get_locale(), msgid) % values


@lru_cache(TEXTS)
def _text(locale: Locale | None, msgid: str) -> Markup:
    return Markup(get_translations().ugettext(msgid))


def best_locale() -> str:
    """The language of ours that the browser likes best; English when it likes none."""
    best = request.accept_languages.best_match(LOCALES.values(), "en")
    return best.replace("-", "_")


def _locale() -> str | None:
    if not has_request_context():
        return None
    return current_user.locale if current_user.is_authenticated else best_locale()


def _timezone() -> str | None:
    """The company's zone, which all its people share."""
    if not has_request_context() or not current_user.is_authenticated:
        return None
    return current_user.account.timezone
