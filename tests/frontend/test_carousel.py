"""A row of cards that open links: a photo on one, a film on the other, chosen in the same field."""

import io

import sqlalchemy as sa
from PIL import Image
from playwright.sync_api import expect

from chatapp.extensions import db
from chatapp.models import Media, MediaState, Message
from tests.accessibility import violations


def photo() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(made, "JPEG")
    return made.getvalue()


def test_cards_with_links_are_written_and_sent(open_page, marina, helena):
    page = open_page(marina, helena.path).page
    page.get_by_role("button", name="Attach").click()
    page.get_by_role("link", name="Buttons or list").click()
    panel = page.locator("#compose")
    panel.get_by_role("button", name="Carousel").click()
    panel.get_by_role("button", name="Links").click()
    expect(panel.get_by_label("Words on the button")).to_have_count(2)
    panel.get_by_label("Text", exact=True).fill("As novidades")
    files = [("azul.jpg", "image/jpeg", photo()), ("verde.mp4", "video/mp4", b"\x00\x00\x00\x18ftypmp42" + bytes(300))]
    for n, (name, mime_type, content) in enumerate(files):
        card = panel.get_by_role("group", name=f"Card {n + 1}")
        card.get_by_label("Photo or video").set_input_files({"name": name, "mimeType": mime_type, "buffer": content})
        card.get_by_label("Words on the button").fill("Ver na loja")
        card.get_by_label("Link", exact=True).fill(f"https://torra.example/{n}")
        expect(card.get_by_text("Preparing")).to_be_visible()
    db.session.execute(sa.update(Media).values(state=MediaState.READY, renditions={"poster": {"key": ""}}))
    db.session.commit()
    expect(panel.get_by_text("Ready")).to_have_count(2)
    expect(panel.locator(".phone__cards .phone__tap")).to_have_text(["Ver na loja", "Ver na loja"])
    expect(panel.locator(".phone__media img").first).to_have_js_property("naturalWidth", 640)
    assert violations(page) == []
    panel.get_by_role("button", name="Send").click()
    expect(page.locator(".msg--out .cards > li .acts")).to_have_text(["Ver na loja", "Ver na loja"])
    db.session.rollback()
    said = db.session.query(Message).filter_by(direction="out").one().content
    assert [(card["header"]["type"], card["url"]) for card in said["cards"]] == [
        ("image", "https://torra.example/0"),
        ("video", "https://torra.example/1"),
    ]
