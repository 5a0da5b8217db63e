"""`python -m tests.inbound.gallery <folder of bodies> <folder of pictures>`: what each webhook body looks like.

Each body arrives in a company of its own, where the messages that it speaks of (quoted, reacted to, reported) are there
already. A picture per body shows the conversation's row and what stands in its thread; sheets show twelve at a time;
a line per body tells facts, kinds and preview.
"""

import base64
import logging
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from flask_migrate import upgrade
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from chatapp import create_app
from chatapp.embedded import EmbeddedServices
from chatapp.extensions import db
from chatapp.inbound.processing import process_batch
from chatapp.models import Account, Conversation, Message, Role, WebhookEvent
from chatapp.settings import Settings
from chatapp.whatsapp import facts
from chatapp.whatsapp.webhook import parse
from tests import factories
from tests.blank import make_blank
from tests.browser import FLAGS, executable
from tests.inbound.before import spoken_of
from tests.inbound.sheets import framed, sheets

WINDOW = {"width": 1024, "height": 900}


def main(bodies: Path, pictures: Path) -> None:
    pictures.mkdir(parents=True, exist_ok=True)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    shots = []
    with product() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        for path in sorted(bodies.glob("*.json")):
            line, parts = taken(address, browser, path.read_bytes())
            print(f"{path.stem:60} {line}")  # noqa: T201
            if parts:
                picture = framed(path.stem, parts)
                picture.save(pictures / f"{path.stem}.png")
                shots.append(picture)
            db.session.remove()
            make_blank()
        browser.close()
    for number, sheet in enumerate(sheets(shots), 1):
        sheet.save(pictures / f"sheet-{number}.png")


def taken(address: str, browser: Browser, body: bytes) -> tuple[str, list[bytes]]:
    """What came of a body, in words and as pictures: of each conversation its row and its thread."""
    owner = factories.account()
    found = parse(body)
    for phone_number_id in sorted({fact.phone_number_id for fact in found if isinstance(fact, facts.NumberFact)}):
        number = factories.phone_number(owner, phone_number_id=phone_number_id)
        spoken_of(found, number)
    before = db.session.scalar(db.select(db.func.coalesce(db.func.max(Message.id), 0)))
    event = WebhookEvent(body=body)
    db.session.add(event)
    db.session.commit()
    process_batch()
    db.session.expire_all()
    kinds = db.session.scalars(db.select(Message.kind).where(Message.id > before).order_by(Message.id)).all()
    words = [" ".join(type(fact).__name__ for fact in found), "+".join(kinds) or "no message"]
    parts, conversations = [], db.session.scalars(db.select(Conversation).order_by(Conversation.id)).all()
    page = signed_in(browser, address, owner) if conversations else None
    for conversation in conversations:
        page.goto(f"{conversation.path}?tab=all")
        row, thread = page.locator(f"#{conversation.dom_id}"), page.locator(".log__list")
        words.append(" ".join(row.locator(".row__preview").inner_text().split()))
        parts += [shown.screenshot() for shown in (row, thread) if shown.is_visible()]
    if page:
        page.context.close()
    told = [event.error, *(fault["path"] for fault in event.faults or [])]
    return " | ".join([*words, *filter(None, told)]), parts


def signed_in(browser: Browser, address: str, owner: Account) -> Page:
    """A window of somebody who sees everything; nobody is at the other end of its socket."""
    user = factories.user(owner, Role.ADMIN, locale="pt_BR")
    page = browser.new_context(base_url=address, viewport=WINDOW).new_page()
    page.route_web_socket("**/live", lambda _link: None)
    page.goto("/login")
    page.locator("[name=email]").fill(user.email)
    page.locator("[name=password]").fill(factories.PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.locator("#rows").wait_for(state="attached")
    return page


@contextmanager
def product() -> Iterator[str]:
    """The address of the product, on servers of its own; an application context of it is open."""
    with tempfile.TemporaryDirectory() as folder, EmbeddedServices(Path(folder), durable=False) as services:
        settings = {
            "DATABASE_URL": services.database_url,
            "REDIS_URL": services.redis_url,
            "SECRET_KEY": "a secret key that only pictures use, long enough",
            "SECRETS_KEYS": f"k1:{base64.b64encode(b'1' * 32).decode()}",
            "APP_ENV": "test",
            "CHATAPP_VAR": folder,
            "META_APP_SECRET": "app secret",
            "META_VERIFY_TOKEN": "verify token",
        }
        app = create_app(Settings.from_env(settings))
        with app.app_context():
            upgrade()
            server = make_server("127.0.0.1", 0, app, threaded=True)
            Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://localhost:{server.port}"
            db.session.remove()
            server.shutdown()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
