"""What agents do to send more than text, and how they see that it arrived."""

from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.journeys.windows import Window

ARRIVED = ":is([data-status=SENT], [data-status=DELIVERED], [data-status=READ], [data-status=PLAYED])"


def attach(desk: Window, what: str) -> None:
    desk.page.get_by_role("button", name="Attach").click()
    desk.page.locator("#attach").get_by_text(what, exact=True).click()


def attach_files(desk: Window, what: str, *files: Path) -> None:
    with desk.page.expect_file_chooser() as choosing:
        attach(desk, what)
    choosing.value.set_files(files)


def arrived(desk: Window, kind: str, count: int = 1) -> Locator:
    """The bubbles of this kind: the server has them, and WhatsApp has taken them."""
    shown = desk.page.locator(f".msg--out[data-kind={kind}]{ARRIVED}")
    expect(shown).to_have_count(count, timeout=60_000)
    return shown
