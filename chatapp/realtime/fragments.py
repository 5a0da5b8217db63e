"""Fragments rendered where there may be no request, once per locale, by whoever publishes."""

from flask import current_app
from flask_babel import force_locale
from markupsafe import escape


def render(template: str, locale: str, **context) -> str:
    """`template` as everybody with that locale sees it.

    Needs an app context, not a request: the template gets `context` and the globals, but nothing that depends on who is
    looking, so URLs in it are path-only and context processors do not run.
    """
    with force_locale(locale):
        return current_app.jinja_env.get_template(template).render(context)


def partial(target: str, swap: str, html: str) -> str:
    """`html` on its way to the element with the id `target`; a page without that element ignores it."""
    return f'<hx-partial hx-target="#{escape(target.removeprefix("#"))}" hx-swap="{escape(swap)}">{html}</hx-partial>'
