"""What the browser loads: only ours or vendored, small, and nothing that a strict policy forbids."""

import base64
import gzip
import hashlib
import re
from pathlib import Path

import pytest

from chatapp.kinds import REGISTRY

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "static"
TEMPLATES = sorted((ROOT / "chatapp/templates").rglob("*.html"))
MODULES = sorted((STATIC / "js").glob("*.js"))
SHEETS = sorted((STATIC / "css").glob("*.css"))
FIRST_VIEW = 100_000


def test_the_first_view_is_small():
    font = STATIC / "fonts/inter-latin.woff2"
    packed = [STATIC / "vendor/htmx.esm.min.js", STATIC / "icons.svg", STATIC / "favicon.svg", *MODULES, *SHEETS]
    sizes = {file.name: len(gzip.compress(file.read_bytes(), 9)) for file in packed} | {font.name: font.stat().st_size}
    assert sum(sizes.values()) <= FIRST_VIEW, sizes


@pytest.mark.parametrize("listing", [STATIC / "vendor/VENDOR", ROOT / "tests/vendor/VENDOR"], ids=str)
def test_vendored_files_are_what_they_say(listing: Path):
    entries = re.findall(r"^(\S+)\n(?:  (?!sha384).*\n)*  sha384   (\S+)$", listing.read_text(), re.M)
    assert entries
    for name, expected in entries:
        digest = hashlib.sha384((listing.parent / name).resolve().read_bytes()).digest()
        assert base64.b64encode(digest).decode() == expected, name


def test_every_icon_is_in_the_sprite_and_none_is_idle():
    sprite = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons.svg").read_text()))
    templates = "".join(file.read_text() for file in TEMPLATES)
    used = set(re.findall(r'icon\("([a-z-]+)"', templates)) | set(re.findall(r'": "([a-z-]+)"', templates))
    of_kinds = {kind.icon for kind in REGISTRY.values() if kind.icon}
    assert used | of_kinds == sprite


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: str(file.relative_to(ROOT / "chatapp/templates")))
def test_templates_hold_nothing_inline(template: Path):
    text = template.read_text()
    assert not re.search(r"<style|\sstyle=|\son\w+=|hx-on|js:|javascript:", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))


@pytest.mark.parametrize("module", MODULES, ids=lambda file: file.name)
def test_modules_make_no_html_and_run_no_text(module: Path):
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", module.read_text()
    )


def test_every_module_is_imported_from_the_first():
    def reached(name: str, seen: set[str]) -> set[str]:
        if name not in seen:
            seen.add(name)
            for other in re.findall(r"from '\./([\w.]+)'|import '\./([\w.]+)'", (STATIC / "js" / name).read_text()):
                reached("".join(other), seen)
        return seen

    assert reached("app.js", set()) == {module.name for module in MODULES}
