"""`python -m tests.journeys.pictures docs/pictures`: the pictures of the README, taken of the running demonstration."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from chatapp.demo.team import ALEX, MARINA, PASSWORD, Person
from tests.browser import FLAGS, executable
from tests.journeys.programs import ROOT, free_port
from tests.journeys.whatsapp import WhatsApp
from tests.journeys.windows import DESKTOP
from tests.patience import until

PHONE = {"width": 390, "height": 844}

#: The machine may be busy with other things.
expect.set_options(timeout=15_000)

QUESTION = "Oi, Marina! O pacote novo já chegou, perfeito desta vez. Obrigada! 💚"
ANSWER = "Que alegria, Helena! Bom café para vocês ☕"


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with demonstration() as (inbox, whatsapp), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        take(browser, inbox, whatsapp, folder)
        browser.close()


def take(browser: Browser, inbox: str, whatsapp: WhatsApp, folder: Path) -> None:
    """Helena writes, Marina answers, and Helena reads it: then every window is worth a picture."""
    helena = whatsapp.customer("Helena Prado", "200000000000001", wa_id="5511988772841")
    marina = signed_in(browser, inbox, MARINA, DESKTOP, "light")
    helena.writes(QUESTION)
    open_helena(marina)
    expect(marina.get_by_text(QUESTION).last).to_be_visible()
    marina.locator("#reply").fill(ANSWER)
    marina.locator("#reply").press("Enter")
    expect(marina.locator(".msg[data-status=DELIVERED]", has_text=ANSWER)).to_be_visible()
    customer = browser.new_context(viewport=PHONE, locale="pt-BR", timezone_id="America/Sao_Paulo").new_page()
    customer.goto(helena.chat)
    expect(customer.get_by_test_id("message-text").last).to_have_text(ANSWER)
    expect(marina.locator(".msg[data-status=READ]", has_text=ANSWER)).to_be_visible()

    picture(customer, folder / "customer.png")
    picture(marina, folder / "inbox-light.png")
    phone = signed_in(browser, inbox, MARINA, PHONE, "light", has_touch=True, is_mobile=True)
    picture(phone, folder / "phone-list.png")
    open_helena(phone)
    picture(phone, folder / "phone-thread.png")
    alex = signed_in(browser, inbox, ALEX, DESKTOP, "dark")
    open_helena(alex)
    picture(alex, folder / "inbox-dark.png")


def signed_in(browser: Browser, inbox: str, who: Person, size: dict, scheme: str, **traits: object) -> Page:
    language = who.locale.replace("_", "-")
    context = browser.new_context(
        base_url=inbox, viewport=size, color_scheme=scheme, locale=language, timezone_id="America/Sao_Paulo", **traits
    )
    page = context.new_page()
    page.goto("/login")
    page.locator("[name=email]").fill(who.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.locator("#rows").wait_for()
    page.goto("/conversations?tab=all")
    return page


def open_helena(page: Page) -> None:
    page.locator(".row__link", has_text="Helena Prado").click()
    page.locator("#composer").wait_for()


def picture(page: Page, path: Path) -> None:
    """Of a page that has come to rest, without a blinking caret."""
    page.wait_for_timeout(700)
    page.screenshot(path=path, caret="hide", animations="disabled")
    print(f"{path}: {path.stat().st_size // 1024} kB")  # noqa: T201


@contextmanager
def demonstration() -> Iterator[tuple[str, WhatsApp]]:
    """bin/run on an empty folder and free ports; its address and its simulator."""
    inbox, simulator = free_port(), free_port()
    command = [sys.executable, "-m", "chatapp.embedded.run", "--port", str(inbox), "--simulator-port", str(simulator)]
    own = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "said.txt"
        with log.open("w") as said:
            process = subprocess.Popen(
                command, cwd=ROOT, env={**own, "CHATAPP_VAR": f"{folder}/var"}, stdout=said, stderr=said
            )
        try:
            until(lambda: "Ctrl-C" in log.read_text() or process.poll() is not None, 180)
            assert process.poll() is None, log.read_text()
            yield f"http://localhost:{inbox}", WhatsApp(f"http://127.0.0.1:{simulator}")
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
