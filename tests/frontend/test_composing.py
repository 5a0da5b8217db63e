"""What can be written besides text: by mouse, by keyboard, and without script."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Route, expect

from chatapp import quick_replies
from chatapp.composing.pages import IN_PANELS
from chatapp.extensions import db
from chatapp.kinds import Text, compose
from chatapp.models import Media, MediaState, Message
from tests.accessibility import SIZES, faults_at_this_size

DROP = """async ([names, target]) => {
    const carried = new DataTransfer();
    const type = name => (name.endsWith('png') ? 'image/png' : 'application/pdf');
    const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const bytes = Uint8Array.from(atob(dot), letter => letter.charCodeAt());
    for (const name of names) carried.items.add(new File([bytes], name, { type: type(name) }));
    const event = name => new DragEvent(name, { dataTransfer: carried, bubbles: true, cancelable: true });
    document.querySelector(target).dispatchEvent(event('dragover'));
    document.querySelector(target).dispatchEvent(event('drop'));
}"""

#: Its shell asks nobody whether a page may use the microphone: the answer is put into its mouth.
FORBID = """() => {
    navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotAllowedError'); };
}"""


def sent(conversation) -> list[Message]:
    db.session.rollback()
    found = db.session.query(Message).filter_by(conversation_id=conversation.id, direction="out")
    return found.order_by(Message.id).all()


@pytest.fixture
def uploads(app, marina):
    """Answers to PUT /uploads: the file is ready at once, or refused where its name says so."""
    owner = {"account_id": marina.account_id, "uploader_id": marina.id}

    def bring(kind: str, name: str, error: str | None) -> int:
        with app.app_context():
            state = MediaState.REFUSED if error else MediaState.READY
            media = Media(kind=kind, file_name=name, state=state, error=error, storage_key=name, size=1, **owner)
            db.session.add(media)
            db.session.commit()
            return media.id

    def answer(route: Route) -> None:
        query = parse_qs(urlsplit(route.request.url).query)
        (kind,), (name,) = query["kind"], query["filename"]
        error = "unreadable" if "bad" in name else None
        state, words = ("refused", "This file is damaged") if error else ("ready", "Ready")
        facts = {"upload": bring(kind, name, error), "kind": kind, "name": name, "state": state, "progress": 100}
        said = " ".join(f'data-{key}="{value}"' for key, value in facts.items())
        route.fulfill(status=201, content_type="text/html", body=f"<p {said}>{words}</p>")

    return answer


def test_dropped_files_are_sent_in_their_order(open_page, marina, helena, uploads):
    stage = open_page(marina, helena.path)
    stage.answer("PUT", "/uploads", uploads)
    stage.page.evaluate(DROP, [["a.png", "bad.png", "c.pdf"], "#log"])
    files = stage.page.locator(".tray__file")
    expect(files.nth(1).get_by_text("This file is damaged")).to_be_visible()
    expect(files.nth(2).locator("[data-slot=state]")).to_have_text("Ready")
    files.nth(0).get_by_label("Caption").fill("Primeira")
    files.nth(0).get_by_label("Caption").press("Enter")
    expect(stage.page.locator(".msg--out[data-message]")).to_have_count(2)
    expect(files).to_have_count(1)
    assert [(m.kind, m.content.get("caption"), m.content.get("filename")) for m in sent(helena)] == [
        ("image", "Primeira", None),
        ("document", None, "c.pdf"),
    ]


def test_files_wait_while_another_conversation_is_open(open_page, marina, helena, bruno, uploads):
    stage = open_page(marina, helena.path)
    stage.answer("PUT", "/uploads", uploads)
    stage.page.evaluate(DROP, [["a.png"], "#log"])
    expect(stage.page.locator(".tray__file")).to_have_count(1)
    stage.page.locator(f"#c-{bruno.id} a").click()
    expect(stage.page.locator("#who")).to_have_text("Bruno Azevedo")
    expect(stage.page.locator(".tray__file")).to_have_count(0)
    stage.page.locator(f"#c-{helena.id} a").click()
    expect(stage.page.locator(".tray__file")).to_have_count(1)


def test_a_file_that_is_on_its_way_arrives_although_another_conversation_is_open(
    open_page, marina, helena, bruno, uploads
):
    stage = open_page(marina, helena.path)
    held = []
    stage.answer("PUT", "/uploads", held.append)
    stage.page.evaluate(DROP, [["a.png"], "#log"])
    stage.page.locator("#tray").get_by_role("button", name="Send").click()
    expect(stage.page.locator(".msg[data-state=sending] .outgoing")).to_be_visible()
    stage.page.locator(f"#c-{bruno.id} a").click()
    expect(stage.page.locator("#who")).to_have_text("Bruno Azevedo")
    uploads(held[0])
    stage.wait_until_asked("POST", f"{helena.path}/messages")
    stage.page.locator(f"#c-{helena.id} a").click()
    expect(stage.page.locator(".msg--out[data-message]")).to_have_count(1)
    assert [m.kind for m in sent(helena)] == ["image"]


def test_a_file_that_did_not_come_through_is_uploaded_again(open_page, marina, helena, uploads):
    stage = open_page(marina, helena.path)
    held = []
    stage.answer("PUT", "/uploads", held.append)
    stage.page.evaluate(DROP, [["a.png"], "#log"])
    stage.page.locator("#tray").get_by_role("button", name="Send").click()
    stage.wait_until_asked("PUT", "/uploads")
    held[0].abort()
    failed = stage.page.locator(".msg[data-state=failed]")
    expect(failed).to_have_count(1)
    stage.answer("PUT", "/uploads", uploads)
    failed.get_by_role("button", name="Try again").click()
    expect(stage.page.locator(".msg--out[data-message]")).to_have_count(1)
    assert [m.kind for m in sent(helena)] == ["image"]
    stage.complaints.clear()


def test_a_slash_offers_quick_replies_and_comes_back_if_none_is_chosen(open_page, marina, helena):
    quick_replies.keep(marina, name="Horários", kind=Text("Abrimos às 8h."), shared=True)
    place = compose("location", {"latitude": -23.5, "longitude": -46.6, "name": "Torra"})
    quick_replies.keep(marina, name="Onde", kind=place, shared=False)
    db.session.commit()
    stage = open_page(marina, helena.path)
    field, box = stage.page.locator("#reply"), stage.page.locator("#quick-replies")
    field.press("/")
    expect(box.get_by_text("Horários")).to_be_visible()
    stage.page.keyboard.press("Escape")
    expect(field).to_have_value("/")
    field.fill("")
    field.press("/")
    stage.page.keyboard.type("hor")
    expect(box.get_by_text("Onde")).to_have_count(0)
    stage.page.keyboard.press("Enter")
    expect(field).to_have_value("Abrimos às 8h.")
    expect(field).to_be_focused()
    expect(box).to_be_hidden()
    stage.page.get_by_role("button", name="Quick replies").click()
    box.get_by_text("Onde").click()
    expect(stage.page.locator(".msg--out[data-kind=location]")).to_have_count(1)
    expect(box).to_be_hidden()


def test_an_emoji_is_put_where_the_caret_is(open_page, marina, helena):
    stage = open_page(marina, helena.path)
    field = stage.page.locator("#reply")
    field.fill("Bom dia!")
    field.evaluate("field => field.setSelectionRange(3, 3)")
    stage.page.get_by_role("button", name="Emoji", exact=True).click()
    stage.page.get_by_label("Search emoji").fill("pizza")
    stage.page.locator("#emoji-found [data-emoji='🍕']").click()
    expect(field).to_have_value("Bom🍕 dia!")


def test_a_links_preview_can_be_switched_off(open_page, marina, helena):
    stage = open_page(marina, helena.path)
    field, switch = stage.page.locator("#reply"), stage.page.get_by_label("No link preview")
    field.fill("no link")
    expect(switch).to_be_hidden()
    for wanted in (True, False):
        field.fill("https://torra.example")
        switch.set_checked(not wanted)
        field.press("Enter")
        expect(stage.page.locator(".msg--out[data-message]")).to_have_count(1 if wanted else 2)
        assert sent(helena)[-1].content["preview_url"] is wanted


def test_a_panel_keeps_what_was_written_until_it_is_sent_and_quotes_what_is_quoted(open_page, marina, helena):
    stage = open_page(marina, helena.path)
    page, dialog = stage.page, stage.page.locator("#compose")
    page.locator(".msg--in").hover()
    page.locator(".msg--in [data-reply]").click()

    def open_location() -> None:
        page.get_by_role("button", name="Attach").click()
        page.keyboard.press("End")
        page.locator("#attach").get_by_text("Location").click()

    open_location()
    dialog.get_by_label("Name of the place").fill("Torra")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    open_location()
    expect(dialog.get_by_label("Name of the place")).to_have_value("Torra")
    dialog.get_by_label("Latitude").fill("-23.5")
    dialog.get_by_label("Longitude").fill("-46.6")
    dialog.get_by_label("Longitude").press("Enter")
    expect(page.locator(".msg--out[data-kind=location] .quote")).to_contain_text("Cerrado")
    expect(page.locator("#quoting")).to_be_hidden()
    expect(dialog).to_be_hidden()


def test_what_is_built_is_kept_as_a_quick_reply(open_page, marina, helena):
    stage = open_page(marina, helena.path)
    page, dialog = stage.page, stage.page.locator("#compose")
    page.get_by_role("button", name="Attach").click()
    page.locator("#attach").get_by_text("Buttons or list").click()
    dialog.get_by_label("Text", exact=True).fill("Confirma?")
    dialog.get_by_label("Button 1").fill("Sim")
    dialog.get_by_text("Keep as a quick reply").click()
    dialog.get_by_label("Name").fill("Confirmação")
    dialog.get_by_role("button", name="Keep").click()
    expect(dialog.get_by_text("Kept.")).to_be_visible()
    (kept,) = quick_replies.queries.search(marina)
    assert (kept.name, kept.kind) == ("Confirmação", "buttons")
    assert kept.content["buttons"][0]["title"] == "Sim"


def test_everything_is_written_without_script_too(open_page, marina, helena):
    stage = open_page(marina, helena.path, java_script_enabled=False)
    page = stage.page
    page.get_by_role("button", name="Attach").click()
    page.locator("#attach").get_by_text("Buttons or list").click()
    page.get_by_label("Text", exact=True).fill("Confirma?")
    page.get_by_label("Button 1").fill("Sim")
    page.get_by_role("button", name="Add a button").click()
    expect(page.get_by_label("Button 1")).to_have_value("Sim")
    page.get_by_label("Button 2").fill("Não")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".msg--out .acts li")).to_have_text(["Sim", "Não"])
    page.get_by_role("button", name="Attach").click()
    page.locator("#attach").get_by_text("Contact").click()
    page.get_by_label("Name", exact=True).fill("Rafael")
    page.get_by_label("Phone").fill("+55 11 97122-0417")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".msg--out[data-kind=contacts]")).to_contain_text("Rafael")


def test_a_reaction_is_put_changed_and_taken_away_by_keyboard(open_page, marina, helena):
    stage = open_page(marina, helena.path)
    page = stage.page
    bubble, chips, bar = page.locator(".msg--in"), page.locator(".msg--in .reactions"), page.locator("#reactions")
    bubble.focus()
    bubble.get_by_role("button", name="React").press("Enter")
    expect(bar.get_by_role("button", name="👍")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(chips).to_contain_text("❤️")
    expect(bar).to_be_hidden()
    expect(bubble).to_be_focused()
    bubble.get_by_role("button", name="React").click()
    expect(bar.get_by_role("button", name="❤️")).to_have_attribute("aria-pressed", "true")
    bar.get_by_role("button", name="More emoji").click()
    page.get_by_label("Search emoji").fill("pizza")
    page.locator("#emoji-found [data-emoji='🍕']").click()
    expect(chips).to_contain_text("🍕")
    bubble.get_by_role("button", name="React").click()
    bar.get_by_role("button", name="🍕").click()
    expect(chips).to_have_count(0)


def test_a_message_is_passed_on(open_page, marina, helena, bruno):
    stage = open_page(marina, helena.path)
    page, dialog = stage.page, stage.page.locator("#compose")
    page.locator(".msg--in").hover()
    page.locator(".msg--in").get_by_role("button", name="Forward").click()
    dialog.get_by_label("Search by name or number").fill("brun")
    expect(dialog.get_by_text("Helena Prado")).to_have_count(0)
    dialog.get_by_text("Bruno Azevedo").click()
    expect(dialog).to_be_hidden()
    expect(page.locator("#toasts")).to_contain_text("Bruno Azevedo")
    assert [m.content["body"] for m in sent(bruno)] == ["Oi! Vocês têm o Cerrado?"]


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_nothing_that_opens_leaves_anybody_out(open_page, marina, helena, size):
    quick_replies.keep(marina, name="Horários", kind=Text("Abrimos às 8h."), shared=True)
    db.session.commit()
    page, found = open_page(marina, helena.path, viewport=SIZES[size]).page, {}
    for name, shown in (("Attach", "#attach"), ("Emoji", "#emoji-found"), ("Quick replies", "#quick-replies")):
        page.get_by_role("button", name=name, exact=True).click()
        expect(page.locator(shown)).to_be_visible()
        found[name] = faults_at_this_size(page)
        page.keyboard.press("Escape")
    page.locator(".msg--in").focus()
    page.locator(".msg--in").get_by_role("button", name="React").click()
    found["React"] = faults_at_this_size(page)
    page.keyboard.press("Escape")
    for kind in IN_PANELS:
        page.goto(f"{helena.path}/compose/{kind}")
        page.locator("#compose-form").wait_for()
        found[kind] = faults_at_this_size(page)
    assert {what: trouble for what, trouble in found.items() if trouble} == {}


def test_a_microphone_that_may_not_be_used_is_told_in_words(open_page, marina, helena):
    stage = open_page(marina, helena.path)
    stage.page.evaluate(FORBID)
    stage.page.get_by_role("button", name="Record a voice message").click()
    expect(stage.page.locator("#recorder").get_by_role("alert")).to_contain_text("microphone")
    expect(stage.page.locator("#recorder").get_by_role("button", name="Send")).to_be_hidden()
    stage.page.locator("#recorder").get_by_role("button", name="Delete").click()
    expect(stage.page.locator("#recorder")).to_have_count(0)
    expect(stage.page.locator("#reply")).to_be_focused()


def test_a_recording_waits_in_its_conversation(open_page, marina, helena, bruno):
    stage = open_page(marina, helena.path, permissions=["microphone"])
    page, recorder = stage.page, stage.page.locator("#recorder")
    page.get_by_role("button", name="Record a voice message").click()
    expect(recorder.get_by_role("timer")).to_have_text("0:01", timeout=10_000)
    page.locator(f"#c-{bruno.id} a").click()
    expect(page.locator("#who")).to_have_text("Bruno Azevedo")
    expect(recorder).to_have_count(0)
    page.wait_for_timeout(500)
    page.locator(f"#c-{helena.id} a").click()
    expect(recorder.locator("audio")).to_be_visible()
    recorder.get_by_role("button", name="Delete").click()
    expect(recorder).to_have_count(0)
