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
#: The themes differ in colours only; a tablet shows what the other two show, in other places.
LIGHT, DARK, PLACES = RULES, ["color-contrast"], ["target-size", "scrollable-region-focusable"]
LOOKS = [
    ("desktop", "light", LIGHT),
    ("desktop", "dark", DARK),
    ("tablet", "dark", PLACES),
    ("phone", "dark", DARK),
    ("phone", "light", LIGHT),
]

#: A page that changed while axe was looking (a push, a reading that is reported) is looked at again: what axe then
#: complains of may have gone.
LOOK = """async function look(rules) {
    let changed = false;
    const watch = new MutationObserver(() => { changed = true; });
    watch.observe(document.body, { childList: true, subtree: true });
    const how = { runOnly: rules, resultTypes: ['violations'], preload: false };
    const { violations } = await axe.run(document, how);
    watch.disconnect();
    return changed && violations.length ? look(rules) : violations;
}"""


def violations(page: Page, rules: Sequence[str] = RULES) -> list[tuple[str, list[str]]]:
    """(rule, elements) for everything that axe finds in the page as it is on the screen once nothing moves."""
    page.evaluate(SETTLED)
    if page.evaluate("typeof axe") == "undefined":
        # Not by Playwright's own way, which reads all of it three times over before the page does.
        session = page.context.new_cdp_session(page)
        session.send("Runtime.evaluate", {"expression": AXE})
        session.detach()
    return [(v["id"], [_described(node) for node in v["nodes"]]) for v in page.evaluate(LOOK, list(rules))]


def _described(node: dict) -> str:
    return f"{' '.join(map(str, node['target']))}: {node['failureSummary'].splitlines()[-1].strip()}"


def fits(page: Page) -> bool:
    """Nothing has to be scrolled sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def faults(page: Page) -> dict[str, object]:
    """In both themes and at three sizes: what axe finds, and what is too wide. Ends on a phone, in the light."""
    found = {}
    for size, scheme, rules in LOOKS:
        page.set_viewport_size(SIZES[size])
        if trouble := _trouble(page, scheme, rules):
            found[f"{size}, {scheme}"] = trouble
    return found


def faults_at_this_size(page: Page) -> dict[str, object]:
    """In both themes, of what would shut if the window changed its size."""
    looks = (("dark", DARK), ("light", LIGHT))
    return {scheme: trouble for scheme, rules in looks if (trouble := _trouble(page, scheme, rules))}


def _trouble(page: Page, scheme: str, rules: Sequence[str]) -> list[tuple[str, list[str]]]:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    # What is seen twice is there: a busy machine may still be changing its colours at the first look.
    return _seen(page, rules) and _seen(page, rules)


def _seen(page: Page, rules: Sequence[str]) -> list[tuple[str, list[str]]]:
    return violations(page, rules) + ([] if fits(page) else [("too wide", [])])
