"""Writing: nothing typed is lost, nothing is sent twice, the order is kept."""

from playwright.sync_api import expect

from chatapp.extensions import db
from chatapp.models import Conversation, Message


def sent(conversation: Conversation) -> list[str]:
    db.session.rollback()
    rows = db.session.query(Message).filter_by(conversation_id=conversation.id, direction="out").order_by(Message.id)
    return [row.content["body"] for row in rows]


def test_fast_messages_all_arrive_in_order_and_become_the_servers_bubbles(open_page, marina, helena):
    stage = open_page(marina, helena.path)
    field = stage.page.locator("#reply")
    for n in range(4):
        field.fill(f"number {n}")
        field.press("Enter")
    expect(stage.page.locator(".msg--out[data-status=QUEUED]")).to_have_count(4)
    expect(stage.page.locator(".msg[data-state]")).to_have_count(0)
    assert stage.page.locator(".msg--out .msg__text").all_inner_texts() == [f"number {n}" for n in range(4)]
    assert sent(helena) == [f"number {n}" for n in range(4)]
    assert stage.page.evaluate("sessionStorage.getItem('outbox')") == "{}"


def test_shift_enter_is_a_new_line_and_an_input_methods_enter_sends_nothing(open_page, marina, helena):
    stage = open_page(marina, helena.path)
    field = stage.page.locator("#reply")
    field.type("one")
    field.press("Shift+Enter")
    field.type("two")
    composing = "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true})"
    field.evaluate(f"field => field.dispatchEvent({composing})")
    assert stage.page.locator(".msg--out").count() == 0
    field.press("Enter")
    expect(stage.page.locator(".msg--out[data-message]")).to_have_count(1)
    assert sent(helena) == ["one\ntwo"]


def test_a_failed_message_keeps_its_text_and_is_sent_once_when_tried_again(open_page, marina, helena):
    stage = open_page(marina, helena.path)
    path = f"{helena.path}/messages"
    stage.answer("POST", path, lambda route: route.abort())
    stage.page.locator("#reply").fill("keep me")
    stage.page.locator("#reply").press("Enter")
    failed = stage.page.locator(".msg[data-state=failed]")
    expect(failed.get_by_text("Not sent")).to_be_visible()
    stage.answer("POST", path, None)
    failed.get_by_role("button", name="Try again").click()
    expect(stage.page.locator(".msg--out[data-message]")).to_have_count(1)
    first, second = stage.asked("POST", path)
    assert first.post_data == second.post_data
    assert sent(helena) == ["keep me"]
    stage.complaints.clear()


def test_an_unsent_message_survives_another_conversation_and_a_reload_and_is_not_sent_by_itself(
    open_page, marina, helena, bruno
):
    stage = open_page(marina, helena.path)
    path = f"{helena.path}/messages"
    stage.answer("POST", path, lambda route: route.fulfill(status=500, body=""))
    stage.page.locator("#reply").fill("do not lose me")
    stage.page.locator("#reply").press("Enter")
    expect(stage.page.locator(".msg[data-state=failed]")).to_have_count(1)
    stage.page.locator(f"#c-{bruno.id} a").click()
    expect(stage.page.locator("#who")).to_have_text("Bruno Azevedo")
    expect(stage.page.locator(".msg[data-state]")).to_have_count(0)
    stage.page.go_back()
    expect(stage.page.locator(".msg[data-state=failed] .msg__text")).to_have_text("do not lose me")
    stage.page.reload()
    expect(stage.page.locator(".msg[data-state=failed] .msg__text")).to_have_text("do not lose me")
    assert len(stage.asked("POST", path)) == 1
    stage.page.get_by_role("button", name="Delete").click()
    stage.page.reload()
    expect(stage.page.locator("#reply")).to_be_visible()
    expect(stage.page.locator(".msg[data-state]")).to_have_count(0)


def test_a_draft_waits_in_its_conversation(open_page, marina, helena, bruno):
    stage = open_page(marina, helena.path)
    stage.page.locator("#reply").type("half a sen")
    stage.page.locator(f"#c-{bruno.id} a").click()
    expect(stage.page.locator("#who")).to_have_text("Bruno Azevedo")
    expect(stage.page.locator("#reply")).to_have_value("")
    stage.page.locator(f"#c-{helena.id} a").click()
    expect(stage.page.locator("#reply")).to_have_value("half a sen")


def test_replying_quotes_in_place_and_without_script_by_address(open_page, marina, helena):
    stage = open_page(marina, helena.path)
    stage.page.locator(".msg--in").hover()
    stage.page.locator("[data-reply]").click()
    expect(stage.page.locator("#quoting")).to_contain_text("Cerrado")
    stage.page.locator("#reply").fill("Temos, sim")
    stage.page.locator("#reply").press("Enter")
    expect(stage.page.locator(".msg--out .quote")).to_contain_text("Helena Prado")
    expect(stage.page.locator("#quoting")).to_be_hidden()
    expect(stage.page.locator(".msg--out[data-message] .quote")).to_contain_text("Cerrado")

    plain = open_page(marina, helena.path, java_script_enabled=False)
    plain.page.locator(".msg--in").hover()
    plain.page.locator(".msg--in [data-reply]").click()
    expect(plain.page.locator("#quoting")).to_contain_text("Cerrado")
    plain.page.locator("#reply").fill("sem script")
    plain.page.get_by_role("button", name="Send").click()
    expect(plain.page.locator(".msg--out .msg__text").last).to_have_text("sem script")
    assert sent(helena) == ["Temos, sim", "sem script"]


def test_the_count_shows_near_the_limit_and_the_field_takes_no_more(open_page, marina, helena):
    stage = open_page(marina, helena.path)
    field, count = stage.page.locator("#reply"), stage.page.locator("#reply-count")
    field.fill("a" * 3899)
    expect(count).to_be_hidden()
    field.type("bc")
    expect(count).to_have_text("3901 / 4096")
    field.evaluate("field => { field.value = 'a'.repeat(4096) }")
    field.type("more")
    assert len(field.input_value()) == 4096


def test_typing_is_told_once_and_again_after_sending(open_page, marina, helena):
    stage = open_page(marina, helena.path)
    field, path = stage.page.locator("#reply"), f"{helena.path}/typing"
    field.type("hello there")
    field.press("Enter")
    expect(stage.page.locator(".msg--out[data-message]")).to_have_count(1)
    assert len(stage.asked("POST", path)) == 1
    field.type("more")
    expect(field).to_have_value("more")
    assert len(stage.asked("POST", path)) == 2
