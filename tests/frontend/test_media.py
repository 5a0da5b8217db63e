"""Listening and looking: one voice at a time, its speed and place; pictures over the whole window."""

import io
import math
import struct
import wave

import pytest
from PIL import Image
from playwright.sync_api import expect

from chatapp import clock
from chatapp.extensions import db
from chatapp.kinds import Text
from chatapp.messages import broadcasts, queries, revisions
from chatapp.messages.revisions import Change
from chatapp.models import Account, Media, MediaState, Role
from chatapp.storage import new_key, storage
from tests import factories
from tests.accessibility import faults, fits, violations


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (600, 400), "teal").save(made, "PNG")
    return made.getvalue()


def sound(seconds: int = 4, rate: int = 8000) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(n / 9))) for n in range(seconds * rate)))
    return made.getvalue()


def kept(conversation, kind, content, mime_type, *, age, caption=None, **values):
    """A message of the customer whose file is here."""
    said = {"media": {"id": "7"}} | ({"caption": caption} if caption else {})
    message = factories.message(conversation, kind=kind, content=said, sent_at=factories.seconds_ago(age))
    key = new_key(conversation.account_id)
    storage().write(key, io.BytesIO(content), mime_type)
    values = {"storage_key": key, "mime_type": mime_type, "size": len(content), "state": MediaState.READY, **values}
    db.session.add(Media(account_id=conversation.account_id, message_id=message.id, kind=kind, **values))
    db.session.commit()
    return message


@pytest.fixture
def voices(helena):
    waveform = [n * 2 for n in range(48)]
    return [
        kept(helena, "voice", sound(), "audio/wav", age=age, duration=4000, waveform=waveform) for age in (90, 60, 30)
    ]


@pytest.fixture
def photos(helena):
    return [
        kept(helena, "image", picture(), "image/png", age=90 - n, caption=f"photo {n}", width=600, height=400)
        for n in range(3)
    ]


def on(stage, message, what):
    return stage.page.locator(f"#{message.dom_id} {what}")


def test_one_voice_plays_at_a_time(open_page, marina, helena, voices):
    stage = open_page(marina, helena.path)
    first, second = (on(stage, voice, "[data-player]") for voice in voices[:2])
    first.locator("[data-plays]").click()
    expect(first).to_have_attribute("data-ui-playing", "")
    second.locator("[data-plays]").click()
    expect(second).to_have_attribute("data-ui-playing", "")
    expect(first).not_to_have_attribute("data-ui-playing", "")
    second.locator("[data-plays]").click()
    expect(stage.page.locator("[data-ui-playing]")).to_have_count(0)


def test_the_speed_holds_for_all_and_is_remembered(open_page, marina, helena, voices):
    stage = open_page(marina, helena.path)
    speed = on(stage, voices[0], "[data-speeds]")
    for words, rate in (("1.5×", 1.5), ("2×", 2), ("1×", 1), ("1.5×", 1.5)):
        speed.click()
        expect(speed).to_contain_text(words)
        assert on(stage, voices[0], "audio").evaluate("el => el.playbackRate") == rate
    stage.go(helena.path)
    on(stage, voices[1], "[data-plays]").click()
    expect(on(stage, voices[1], "[data-speeds]")).to_contain_text("1.5×")
    assert on(stage, voices[1], "audio").evaluate("el => el.playbackRate") == 1.5


def test_a_voice_can_be_wound_on_and_keeps_its_place_when_the_bubble_is_drawn_again(open_page, marina, helena, voices):
    stage = open_page(marina, helena.path)
    place = on(stage, voices[0], "input[type=range]")
    place.focus()
    for _ in range(20):
        stage.page.keyboard.press("ArrowRight")
    expect(place).to_have_attribute("aria-valuetext", "0:02 / 0:04")
    (shown,) = queries.for_display([voices[0].id])
    stage.push(broadcasts.bubble(shown, "en"))
    stage.page.wait_for_timeout(300)
    assert on(stage, voices[0], "audio").evaluate("el => el.currentTime") == pytest.approx(2, abs=0.05)
    expect(place).to_have_attribute("aria-valuetext", "0:02 / 0:04")


def test_pictures_fill_the_window_and_the_keyboard_leads_through_them(open_page, marina, helena, photos):
    stage = open_page(marina, helena.path)
    box, picture = stage.page.locator("#lightbox"), on(stage, photos[1], "[data-opens]")
    picture.focus()
    stage.page.keyboard.press("Enter")
    expect(box).to_contain_text("2 / 3")
    for key, words in (("ArrowRight", "photo 2"), ("ArrowRight", "photo 2"), ("ArrowLeft", "photo 1")):
        stage.page.keyboard.press(key)
        expect(box.locator("[data-slot=name]")).to_have_text(words)
    assert violations(stage.page) == []
    stage.page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(picture).to_be_focused()


def test_a_swipe_leads_on(open_page, marina, helena, photos):
    stage = open_page(marina, helena.path, viewport={"width": 390, "height": 844}, has_touch=True)
    on(stage, photos[0], "[data-opens]").click()
    count = stage.page.locator("#lightbox [data-slot=count]")
    expect(count).to_have_text("1 / 3")
    stage.page.mouse.move(300, 400)
    stage.page.mouse.down()
    stage.page.mouse.move(120, 405)
    stage.page.mouse.up()
    expect(count).to_have_text("2 / 3")
    assert fits(stage.page)


def test_the_contact_panel_shows_what_was_shared(open_page, marina, helena, photos):
    stage = open_page(marina, helena.path)
    pictures = stage.page.locator("#details .shelf__picture")
    expect(pictures).to_have_count(3)
    pictures.first.click()
    expect(stage.page.locator("#lightbox [data-slot=name]")).to_have_text("photo 2")


def test_nothing_moves_when_a_picture_comes(open_page, marina, helena, photos):
    """Its size is on the page before its bytes are."""
    stage = open_page(marina, "/settings")
    for photo in photos:
        (row,) = db.session.scalars(db.select(Media).filter_by(message_id=photo.id))
        stage.answer("GET", f"/media/{row.id}/original", lambda route: route.abort())
    stage.go(helena.path)
    heights = [on(stage, photo, ".media").bounding_box()["height"] for photo in photos]
    assert heights == pytest.approx([320 * 400 / 600] * 3, abs=1)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.AGENT])
def test_what_meta_sent_is_for_administrators(open_page, helena, role):
    message = factories.message(helena, kind="unknown", content={"type": "hologram", "message": {"hologram": {"x": 1}}})
    helena.assignee_id = None
    person = factories.user(db.session.get(Account, helena.account_id), role=role)
    stage = open_page(person, helena.path)
    summary = on(stage, message, ".raw summary")
    if role is Role.AGENT:
        expect(on(stage, message, ".gone")).to_contain_text("hologram")
        expect(summary).to_be_hidden()
        return
    summary.click()
    expect(on(stage, message, ".raw pre")).to_contain_text('"x": 1')


def test_what_was_said_before_unfolds(open_page, marina, helena):
    message = factories.message(helena, "O pedido é o 48213")
    revisions.apply(message, Change("wamid.E", clock.now(), Text("O pedido é o 48231")))
    db.session.commit()
    stage = open_page(marina, helena.path)
    expect(on(stage, message, ".msg__text")).to_have_text("O pedido é o 48231")
    on(stage, message, ".history summary").click()
    before = on(stage, message, ".history__list")
    expect(before).to_contain_text("O pedido é o 48213")
    (shown,) = queries.for_display([message.id])
    stage.push(broadcasts.bubble(shown, "en"))
    expect(before).to_be_visible()
    expect(before).to_contain_text("O pedido é o 48213")


def test_every_kind_is_accessible_and_fits(open_page, marina, helena, voices, photos):
    from tests.messages.test_bubbles import RECEIVED, SAMPLES, STATES

    for kind, content in [*((kind, contents[0]) for kind, contents in SAMPLES.items()), *RECEIVED.items()]:
        factories.message(helena, kind=kind, content=content)
    for state, error, _words in STATES:
        for kind in ("image", "voice", "document", "sticker"):
            kept(helena, kind, b"", "image/png", age=5, state=state, error=error, meta_id="7")
    page = open_page(marina, helena.path).page
    expect(page.locator("[data-kind=unknown]")).to_have_count(1)
    assert faults(page) == {}
