"""Real files, from what an agent has to what the customer's phone plays and shows."""

import hashlib
import io
from array import array
from itertools import pairwise
from pathlib import Path

import av
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from chatapp.media.conversions.limits import ANIMATED_STICKER, IMAGE, VIDEO
from tests.accessibility import violations
from tests.journeys.composing import arrived, attach_files
from tests.journeys.shots import shot, shots
from tests.journeys.windows import Window
from tests.media import large
from tests.patience import until

#: Notes what the bubbles of files on their way tell: [[kind, words, per cent of the bar, or null without one]].
NOTE = """() => {
    window.told = [];
    const note = () => document.querySelectorAll('.msg[data-state=sending] progress').forEach(bar => {
        const kind = bar.previousSibling.className.match(/outgoing--(\\w+)/)[1];
        const now = [kind, bar.nextSibling.textContent, bar.hidden ? null : bar.value];
        if (!told.some(before => `${before}` === `${now}`)) told.push(now);
    });
    const all = { subtree: true, childList: true, attributes: true };
    new MutationObserver(note).observe(document.querySelector('.log__list'), all);
}"""


def told(page: Page, kind: str, words: str) -> list[float]:
    """The per cents that were shown beside these words."""
    return [
        value for whose, said, value in page.evaluate("told") if (whose, said) == (kind, words) and value is not None
    ]


def body(page: Page, shown: Locator) -> bytes:
    """What the phone has fetched to show this."""
    answer = page.request.get(shown.evaluate("element => element.src"))
    assert answer.ok
    return answer.body()


def plays(shown: Locator) -> None:
    """A sound or film goes on by itself once it is started."""
    shown.evaluate("element => element.play()")
    until(lambda: shown.evaluate("element => element.currentTime") > 0.3)
    shown.evaluate("element => element.pause()")


@pytest.mark.proves("voice", "sent")
def test_a_voice_message_is_recorded_and_the_customer_hears_it(desk, helena, hold_phone):
    page = desk.page
    page.get_by_role("button", name="Record a voice message").click()
    recorder = page.locator("#recorder")
    expect(recorder.get_by_role("timer")).to_have_text("0:02", timeout=20_000)
    shot(page, "recording")
    recorder.get_by_role("button", name="Stop").click()
    expect(recorder.locator("audio")).to_be_visible()
    assert violations(page) == []
    recorder.get_by_role("button", name="Send").click()
    expect(recorder).to_have_count(0)
    bubble = arrived(desk, "voice")

    phone = hold_phone(helena)
    sound = phone.locator("[data-shape=voice]").get_by_test_id("sound")
    until(lambda: sound.evaluate("sound => sound.readyState") > 0)
    seconds = sound.evaluate("sound => sound.duration")
    assert 2 <= seconds < 10
    minutes, _, rest = bubble.locator(".msg__meta .num").inner_text().partition(":")
    assert abs(60 * int(minutes) + int(rest) - seconds) < 1
    assert loudest(body(phone, sound)) > 1000
    plays(sound)
    expect(bubble).to_have_attribute("data-status", "PLAYED")
    shots("voice", desk=page, customer=phone)


def loudest(recording: bytes) -> int:
    """Of 32767; of what is mono Opus in Ogg, as Meta wants voice messages."""
    with av.open(io.BytesIO(recording)) as opened:
        stream = opened.streams.audio[0]
        assert (opened.format.name, stream.codec_context.name, stream.channels) == ("ogg", "opus", 1)
        heard = av.AudioResampler(format="s16", layout="mono", rate=16_000)
        parts = (part for frame in opened.decode(stream) for part in heard.resample(frame))
        return max(max(array("h", bytes(part.planes[0]))) for part in parts)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """What the issue of every inbox is made of. The film is short and small for its 40 MB: the machine is shared."""
    return {
        "image": large.photo(tmp_path),
        "video": large.film(tmp_path, seconds=4, size=(1280, 720)),
        "sticker": large.moving_sticker(tmp_path, frames=24, size=(320, 320)),
        "document": large.catalogue(tmp_path),
    }


@pytest.fixture
def sent(desk, files) -> Window:
    """All of them, from the attach menu; sent while they are still on their way."""
    desk.page.evaluate(NOTE)
    attach_files(desk, "Photos and videos", files["image"], files["video"])
    attach_files(desk, "Sticker", files["sticker"])
    attach_files(desk, "Document", files["document"])
    tray = desk.page.locator("#tray")
    expect(tray.locator(".tray__file")).to_have_count(4)
    tray.get_by_label("Caption: film.mov").fill("Como é feito")
    shot(desk.page, "files-tray")
    tray.get_by_role("button", name="Send").click()
    shots("files-on-their-way", desk=desk.page)
    return desk


@pytest.mark.proves("image", "sent")
@pytest.mark.proves("video", "sent")
@pytest.mark.proves("sticker", "sent")
@pytest.mark.proves("document", "sent")
def test_large_files_become_what_the_customers_phone_shows(sent, files, helena, hold_phone):
    for kind in files:
        arrived(sent, kind)
    kinds = [bubble.get_attribute("data-kind") for bubble in sent.page.locator(".msg--out").all()]
    assert kinds == ["image", "video", "sticker", "document"]
    assert_progress_was_told(sent.page)

    phone = hold_phone(helena)
    assert_photo(phone)
    assert_film(phone)
    assert_sticker(phone)
    assert_document(phone, files["document"])
    expect(sent.page.locator(".msg--out[data-status=READ]")).to_have_count(4)
    for kind in ("image", "video", "sticker"):
        drawn = sent.page.locator(f".msg--out[data-kind={kind}] img")
        until(lambda drawn=drawn: drawn.evaluate("img => img.naturalWidth"))
    expect(sent.page.locator(".msg--out[data-kind=document] .file")).to_contain_text("120 pages · 90 MB")
    expect(sent.page.locator("#details .shelf__picture")).to_have_count(2)
    shots("files", desk=sent.page, customer=phone)


def assert_progress_was_told(page: Page) -> None:
    """In the bubbles: how far the upload is, then what is being done with the film."""
    uploaded, prepared = told(page, "document", "Uploading…"), told(page, "video", "Preparing…")
    assert any(0 < percent < 100 for percent in uploaded), uploaded
    assert any(0 < percent < 100 for percent in prepared), prepared
    for percents in (uploaded, prepared):
        assert all(before <= after for before, after in pairwise(percents))


def assert_photo(phone: Page) -> None:
    photo = phone.locator("[data-kind=image]").get_by_test_id("picture")
    expect(photo).to_have_js_property("naturalWidth", large.TWELVE_MEGAPIXELS[0], timeout=30_000)
    content = body(phone, photo)
    assert len(content) <= IMAGE
    with Image.open(io.BytesIO(content)) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == ("JPEG", large.TWELVE_MEGAPIXELS, {})


def assert_film(phone: Page) -> None:
    bubble = phone.locator("[data-kind=video]")
    film = bubble.get_by_test_id("video")
    expect(film).to_have_js_property("videoWidth", 1280, timeout=30_000)
    assert abs(film.evaluate("film => film.duration") - 4) < 0.2
    plays(film)
    content = body(phone, film)
    assert len(content) <= VIDEO
    assert content[4:8] == b"ftyp"
    expect(bubble.get_by_test_id("message-text")).to_have_text("Como é feito")


def assert_sticker(phone: Page) -> None:
    sticker = phone.locator("[data-shape=sticker]").get_by_test_id("picture")
    expect(sticker).to_have_js_property("naturalWidth", 512)
    content = body(phone, sticker)
    assert len(content) <= ANIMATED_STICKER
    with Image.open(io.BytesIO(content)) as picture:
        assert (picture.format, picture.size, picture.is_animated) == ("WEBP", (512, 512), True)


def assert_document(phone: Page, brought: Path) -> None:
    with phone.expect_download() as saving:
        phone.locator("[data-kind=document]").get_by_test_id("file").click()
    assert saving.value.suggested_filename == brought.name
    with saving.value.path().open("rb") as saved, brought.open("rb") as original:
        assert hashlib.file_digest(saved, "sha256").digest() == hashlib.file_digest(original, "sha256").digest()
