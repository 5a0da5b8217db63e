"""Rules of the house that a reviewer would otherwise have to remember."""

import re
from pathlib import Path

from flask import Flask

ROOT = Path(__file__).parents[2]

#: Where text becomes HTML without being escaped, and why that is safe.
MARKUP = {
    "chatapp/web/locale.py",  # our own texts, as Jinja's own `_` has it; what is put into them is escaped
    "chatapp/web/whatsapp_markup.py",  # built from escaped leaves; tests/web/test_whatsapp_markup.py
}


def test_every_route_declares_who_may_call_it(app: Flask):
    undeclared = {
        rule.rule for rule in app.url_map.iter_rules() if not hasattr(app.view_functions[rule.endpoint], "auth")
    }
    assert not undeclared


def test_only_these_routes_answer_strangers(app: Flask):
    """Add to the list on purpose, never by accident."""
    public = {r.rule for r in app.url_map.iter_rules() if not app.view_functions[r.endpoint].auth.signed_in}
    assert public <= {
        "/healthz",
        "/static/<version>/<path:name>",  # what every page loads
        "/readyz",
        "/login",
        "/tokens",
        "/tokens/refresh",
        "/invitations/<token>",
        "/password-resets/<token>",
        "/webhook",  # signed by Meta
        "/files/<token>",  # a signed link
        "/live",  # authenticates during the handshake
        "/metrics",  # a token of its own
    }


def test_only_these_views_do_without_a_form_token(app: Flask):
    free = {r.rule for r in app.url_map.iter_rules() if not app.view_functions[r.endpoint].auth.csrf}
    assert free == {"/tokens", "/tokens/refresh"}


def test_markup_is_made_in_few_places():
    product = [f for f in (ROOT / "chatapp").rglob("*.py") if "simulator" not in f.parts]
    makers = {str(f.relative_to(ROOT)) for f in product if re.search(r"\bMarkup\(", f.read_text())}
    assert makers <= MARKUP


def test_no_template_trusts_a_text():
    trusting = re.compile(r"\|\s*safe\b|autoescape\s+false|Markup\(")
    templates = (ROOT / "chatapp" / "templates").rglob("*.html")
    assert not [f.name for f in templates if trusting.search(f.read_text())]


def test_templates_hold_nothing_that_the_policy_forbids():
    """Inline scripts and styles, and htmx' ways to evaluate texts."""
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son\w+=|\shx-on|javascript:|[\"']js:", re.I
    )
    templates = (ROOT / "chatapp" / "templates").rglob("*.html")
    assert not [f.name for f in templates if inline.search(f.read_text())]


def test_features_do_not_know_the_web():
    """Only routes may import chatapp.web: a verb must be callable from a job."""
    importing = re.compile(r"^\s*(from|import) chatapp\.web|^\s*from chatapp import .*\bweb\b", re.M)
    outside = [f for f in (ROOT / "chatapp").rglob("*.py") if "web" not in f.relative_to(ROOT).parts]
    knowing = {str(f.relative_to(ROOT)) for f in outside if importing.search(f.read_text())}
    allowed = {"chatapp/assembly.py"}
    assert {name for name in knowing if not name.endswith(("routes.py", "pages.py"))} <= allowed
