"""`python -m tests.faults [--minutes 15] [--seed 7]`: a storm, and its report in Markdown. Ends with 1 if anything was
wrong."""

import argparse
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, sync_playwright

from chatapp import create_app
from chatapp.extensions import db
from chatapp.settings import Settings
from tests.browser import FLAGS, Windows, executable
from tests.faults import accounts, report, storm
from tests.faults.calm import Calm
from tests.faults.company import Company, settle_down
from tests.faults.deaths import valkey_stays_dead
from tests.faults.doctor import Doctor
from tests.faults.redelivery import redeliver
from tests.faults.report import Report
from tests.faults.rig import START_SECONDS, Rig
from tests.faults.scene import Scene
from tests.faults.surroundings import little_disk
from tests.faults.traffic import Traffic
from tests.journeys.windows import Window
from tests.patience import until

#: Messages a second of all people together: in a short storm, and in a long one, where Meta's limit of one answer in
#: six seconds to each customer counts.
SHORT, LONG = (12.0, 5.0), (6.0, 1.2)
#: Seconds for everybody to finish after the storm, and for the accounts to agree.
SETTLE, AGREE = 90, 60
#: Seconds for the browser, on a busy machine.
PATIENCE = 60


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="A storm, and its report.")
    parser.add_argument("--minutes", type=float, default=15.0)
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))
    parser.add_argument("--folder", type=Path, help="keep the logs and all data in this empty folder")
    options = parser.parse_args()
    with _folder(options.folder) as folder, Rig(folder) as rig:
        app = create_app(Settings.from_env(rig.settings()))
        with app.app_context(), little_disk(rig), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
            told = weather_a_storm(rig, app, browser, options.minutes, options.seed)
            browser.close()
    sys.stdout.write(f"{told}\n")
    return 1 if told.problems else 0


@contextmanager
def _folder(named: Path | None) -> Iterator[Path]:
    if named is not None:
        named.mkdir(parents=True, exist_ok=True)
        yield named.absolute()
        return
    with tempfile.TemporaryDirectory(prefix="storm-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def weather_a_storm(rig: Rig, app: Flask, browser: Browser, minutes: float, seed: int) -> Report:
    """From the first hello to the audit."""
    chance, began = random.Random(seed), time.monotonic()
    company = settle_down(rig)
    chats = _first_words(company)
    window = _look(rig, app, browser, company, chats)
    heard, answered = SHORT if minutes < 2 else LONG
    with Doctor(rig.url, rig.settings()) as doctor:
        with Traffic(rig, company, chats, heard=heard, answered=answered, seed=seed) as traffic:
            scene = Scene(rig, traffic, chance)
            struck = storm.rage(scene, minutes * 60, _passing(window))
        calm = Calm(rig, company, traffic, window, chats, company.customers[0].wa_id, _passing(window))
        settled = calm.settle(SETTLE)
        struck["every webhook once more, twice, shuffled"] = redeliver(rig, chance)
        with valkey_stays_dead(scene):
            unread = calm.last_words(chance)
            found = [*calm.settle_without_pushes(SETTLE), *calm.compare(unread, AGREE)]
        calm.settle(SETTLE)
        found += calm.compare(unread, AGREE)
    numbers = _numbers(rig, company, traffic, calm, settled, doctor)
    restarts = Counter(re.findall(r"^(\w+) stopped", rig.said(), re.MULTILINE))
    problems = [*report.problems(found, traffic.refusals, doctor), *report.unsaid(struck, restarts)]
    lasted = (time.monotonic() - began) / 60
    return Report(seed, lasted, struck, numbers, restarts, doctor.answers, problems)


def _first_words(company: Company) -> dict[str, int]:
    """Everybody has written once; {phone: conversation id}."""
    for customer in company.customers:
        customer.writes(f"oi, {customer.name}")
    until(lambda: len(accounts.chats(company)) == len(company.customers), START_SECONDS)
    return accounts.chats(company)


def _look(rig: Rig, app: Flask, browser: Browser, company: Company, chats: dict[str, int]) -> Window:
    """Marina has the list and the first customer's thread before her eyes, and does not look away."""
    window = Window(Windows(browser), rig.url).enter(app, company.marina)
    window.page.set_default_timeout(PATIENCE * 1000)
    db.session.remove()
    return window.open(f"/conversations/{chats[company.customers[0].wa_id]}")


def _passing(window: Window):
    """Seconds pass in the browser too, which has no thread of its own."""
    return lambda seconds: window.page.wait_for_timeout(seconds * 1000)


def _numbers(rig: Rig, company: Company, traffic: Traffic, calm: Calm, settled: float, doctor: Doctor) -> dict:
    books, kept = accounts.books(rig.whatsapp), accounts.kept(company)
    rows = [row for chat in kept.values() for row in chat.rows]
    return {
        "written by customers": sum(len(book.said) for book in books.values()),
        "of these files": sum(row.file is not None for row in rows),
        "answered by agents": len(traffic.accepted),
        "received by customers": sum(len(book.received) for book in books.values()),
        "sent again by a person": len(calm.resent),
        "in doubt at some time, and marked": sum(row.doubts > 0 for row in rows),
        "tries that the apps repeated": sum(traffic.troubles.values()),
        "seconds until all was done after the storm": round(settled, 1),
        "longest wait for /readyz, seconds": round(doctor.slowest, 1),
    }


if __name__ == "__main__":
    sys.exit(main())
