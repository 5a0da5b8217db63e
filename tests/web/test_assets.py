"""Static files: kept for ever by browsers, compressed, and new addresses for new content."""

import gzip
import re
from pathlib import Path

import brotli

from chatapp.web import assets
from tests import factories
from tests.callers import Page

FIRST_VIEW_LIMIT = 100 * 1024


def test_an_asset_is_compressed_and_kept_for_ever(app, client):
    path = app.jinja_env.globals["asset"]("css/tokens.css")
    plain, packed = client.get(path), client.get(path, headers={"Accept-Encoding": "gzip"})
    best = client.get(path, headers={"Accept-Encoding": "gzip, deflate, br"})
    assert "immutable" in plain.headers["Cache-Control"]
    assert plain.headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert best.headers["Content-Encoding"] == "br"
    assert brotli.decompress(best.data) == plain.data
    assert len(best.data) < len(packed.data) < len(plain.data) / 2


def test_modules_and_fonts_have_their_types(app, client):
    asset = app.jinja_env.globals["asset"]
    assert client.get(asset("vendor/htmx.esm.min.js")).mimetype == "text/javascript"
    assert client.get(asset("fonts/inter-latin.woff2")).mimetype == "font/woff2"
    assert client.get(asset("icons.svg")).mimetype == "image/svg+xml"


def test_browsers_that_ask_for_a_favicon_unasked_find_one(client):
    icon = client.get("/favicon.ico")
    assert (icon.status_code, icon.mimetype) == (200, "image/svg+xml")
    assert "immutable" not in icon.headers["Cache-Control"]


def test_what_is_not_there_is_404_not_a_file_of_ours(client):
    for path in ("/static/old/css/none.css", "/static/old/../wsgi.py", "/static/../wsgi.py", "/static/%2e%2e/wsgi.py"):
        assert client.get(path).status_code == 404


def test_a_page_of_another_release_gets_the_file_that_there_is_and_does_not_keep_it(app, client):
    path = app.jinja_env.globals["asset"]("js/composing/panel.js")
    ours = client.get(path)
    theirs = client.get(re.sub("/static/[^/]+", "/static/0123456789ab", path))
    assert (theirs.status_code, theirs.mimetype, theirs.data) == (200, "text/javascript", ours.data)
    assert theirs.headers["Cache-Control"] == "no-store"


def test_any_change_gives_all_files_new_addresses(tmp_path: Path):
    (tmp_path / "a.css").write_text("a{}")
    first = assets._version(tmp_path)
    (tmp_path / "a.css").write_text("b{}")
    second = assets._version(tmp_path)
    (tmp_path / "a.css").rename(tmp_path / "b.css")
    assert len({first, second, assets._version(tmp_path)}) == 3


def test_the_first_view_is_small(app, page: Page):
    """Scripts, styles, icons and the font of the inbox, as they travel."""
    page.sign_in(factories.user(factories.account()))
    html = page.get("/conversations").text
    paths = set(re.findall(r'(?:href|src)="(/static/[^"#]+)', html))
    weights = {p: len(page.client.get(p, headers={"Accept-Encoding": "gzip"}).data) for p in paths}
    assert len(re.findall("<script", html)) == 1, "a second script may run long before the first"
    assert any(p.endswith("htmx.esm.min.js") for p in paths)
    assert sum(weights.values()) < FIRST_VIEW_LIMIT, weights
