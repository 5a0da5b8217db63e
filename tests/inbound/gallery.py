"""`python -m tests.inbound.gallery <folder of bodies> <folder of pictures>`: what each webhook body looks like.

Each body arrives in a company of its own, where the messages that it speaks of (quoted, reacted to, reported) are there
already. A picture per body shows the conversation's row and what stands in its thread; sheets show twelve at a time;
a line per body tells facts, kinds and preview.
"""

import base64
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from playwright.sync_api import Browser, sync_playwright

from chatapp import create_app
from chatapp.embedded import EmbeddedServices
from chatapp.extensions import db
from chatapp.inbound.processing import process_batch
from chatapp.models import Conversation, Message, Role, WebhookEvent
from chatapp.settings import Settings
from chatapp.whatsapp import facts
from chatapp.whatsapp.webhook import parse
from tests import factories
from tests.blank import make_blank
from tests.browser import FLAGS, executable
from tests.callers import Client
from tests.frontend.stage import Stage
from tests.inbound.before import spoken_of
from tests.inbound.sheets import framed, sheets

WINDOW = {"width": 1024, "height": 900}


def main(bodies: Path, pictures: Path) -> None:
    pictures.mkdir(parents=True, exist_ok=True)
    shots = []
    with product() as app, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        for path in sorted(bodies.glob("*.json")):
            line, parts = taken(app, browser, path.read_bytes())
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


def taken(app: Flask, browser: Browser, body: bytes) -> tuple[str, list[bytes]]:
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
    parts = []
    stage = Stage(app, browser, factories.user(owner, Role.ADMIN, locale="pt_BR"), {"viewport": WINDOW})
    for conversation in db.session.scalars(db.select(Conversation).order_by(Conversation.id)).all():
        page = stage.go(f"{conversation.path}?tab=all").page
        row = page.locator(f"#{conversation.dom_id}")
        words.append(" ".join(row.locator(".row__preview").inner_text().split()))
        thread = page.locator(".log__list")
        parts += [shown.screenshot() for shown in (row, thread) if shown.is_visible()]
    stage.close()
    told = [event.error, *(fault["path"] for fault in event.faults or [])]
    return " | ".join([*words, *filter(None, [*told, *stage.complaints])]), parts


@contextmanager
def product() -> Iterator[Flask]:
    """The product on servers of its own, inside an application context."""
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
        app.test_client_class = Client
        with app.app_context():
            upgrade()
            yield app
            db.session.remove()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
