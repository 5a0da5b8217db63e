"""Pictures of journeys, for people to look at: `SHOTS=folder python -m pytest tests/journeys`."""

import os

from playwright.sync_api import Page

FOLDER = os.environ.get("SHOTS")
LOOKS = {
    "desk-light": ("light", {"width": 1440, "height": 900}),
    "phone-dark": ("dark", {"width": 390, "height": 844}),
}


def shot(page: Page, name: str) -> None:
    """As it is. Hiding the caret would write a style into the page, which the policy forbids."""
    if FOLDER:
        page.screenshot(path=f"{FOLDER}/{name}.png", caret="initial", animations="disabled")


def shots(name: str, **pages: Page) -> None:
    """Each page at a desk in the light and on a phone in the dark, and then again as it was."""
    for who, page in pages.items() if FOLDER else ():
        before = page.viewport_size
        for look, (scheme, size) in LOOKS.items():
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(500)
            shot(page, f"{name}-{who}-{look}")
        page.set_viewport_size(before)
        page.emulate_media(color_scheme="light")
