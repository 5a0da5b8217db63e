"""The demonstration shows what the product can: nearly every kind, none of them broken, and its files are there."""

from pathlib import Path

from flask import Flask

from chatapp.demo import seeding
from chatapp.extensions import db
from chatapp.media import queries
from chatapp.models import Conversation, MediaState, Message, Role, User
from chatapp.storage import LocalStorage
from tests.callers import Page

SHOWN = {
    "text", "image", "voice", "video", "document", "sticker", "location", "contacts", "list", "list_reply", "buttons",
    "button_reply", "carousel", "template", "order",
}  # fmt: skip


def test_the_tour_is_seeded_once_and_opens(app: Flask, page: Page, tmp_path: Path):
    app.extensions["storage"] = LocalStorage(tmp_path / "media")
    seeding.seed()
    messages = db.session.query(Message).all()
    assert {message.kind for message in messages} == SHOWN
    files = [row for rows in queries.of_messages(messages).values() for row in rows]
    assert files
    assert all(row.state is MediaState.READY and row.size for row in files)
    tour = next(message.conversation_id for message in messages if message.kind == "carousel")
    admin = db.session.query(User).filter_by(role=Role.ADMIN).one()
    shown = page.sign_in(admin).get(f"/conversations/{tour}").text
    for words in ("Cold brew: 15% na semana", "Escolher a moagem", "Ver na loja", "Rafael Nunes", "Acompanhar", "❤️"):
        assert words in shown
    talks = db.session.query(Conversation).count()
    seeding.seed()
    assert db.session.query(Conversation).count() == talks
    del app.extensions["storage"]
