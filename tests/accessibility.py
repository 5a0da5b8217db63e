"""axe-core in a page: every rule of WCAG 2.2 AA, and what its authors hold for good practice."""

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

#: Colours change in transitions, however short; what axe looks at is painted.
SETTLED = """async () => {
    const frame = () => new Promise(requestAnimationFrame);
    await frame();
    await Promise.allSettled(document.getAnimations().map(animation => animation.finished));
    await frame();
}"""

SIZES = {
    "desktop": {"width": 1440, "height": 900},
    "tablet": {"width": 1024, "height": 768},
    "phone": {"width": 390, "height": 844},
}


#: A page that changed while axe was looking (a push, a reading that is reported) is looked at again: what axe then
#: complains of may have gone.
LOOK = """async function look(rules) {
    let changed = false;
    const watch = new MutationObserver(() => { changed = true; });
    watch.observe(document.body, { childList: true, subtree: true });
    const { violations } = await axe.run(document, { runOnly: rules, resultTypes: ['violations'] });
    watch.disconnect();
    return changed && violations.length ? look(rules) : violations;
}"""


def violations(page: Page, rules: Sequence[str] = RULES) -> list[tuple[str, list[str]]]:
    """(rule, elements) for everything that axe finds in the page as it is on the screen now."""
    page.evaluate(f"window.axe || (() => {{ {AXE} }})()")
    return [(v["id"], [_described(node) for node in v["nodes"]]) for v in page.evaluate(LOOK, list(rules))]


def _described(node: dict) -> str:
    return f"{' '.join(map(str, node['target']))}: {node['failureSummary'].splitlines()[-1].strip()}"


def fits(page: Page) -> bool:
    """Nothing has to be scrolled sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def faults(page: Page) -> dict[str, object]:
    """In both themes, which differ in colours only, and at three sizes: what axe finds, and what is too wide."""
    found = {}
    for size_name, size in SIZES.items():
        page.set_viewport_size(size)
        for scheme, rules in (("light", RULES), ("dark", ["color-contrast"])):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            # What is seen twice is there: a busy machine may still be changing its colours at the first look.
            trouble = _trouble(page, rules) and _trouble(page, rules)
            if trouble:
                found[f"{size_name}, {scheme}"] = trouble
    return found


def _trouble(page: Page, rules: Sequence[str]) -> list[tuple[str, list[str]]]:
    page.evaluate(SETTLED)
    return violations(page, rules) + ([] if fits(page) else [("too wide", [])])
