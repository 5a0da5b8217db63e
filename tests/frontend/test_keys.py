"""The keyboard alone is enough, and keeps quiet while somebody writes."""

from playwright.sync_api import expect


def test_moving_opening_and_stepping_back(open_page, marina, helena, bruno):
    page = open_page(marina, "/conversations?tab=all").page
    expect(page.locator(".row")).to_have_count(2)
    page.keyboard.press("j")
    expect(page.locator(f"#c-{helena.id} a")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#who")).to_have_text("Bruno Azevedo")
    expect(page.locator("#reply")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(f"#c-{bruno.id} a")).to_be_focused()
    page.keyboard.press("[")
    expect(page.locator("#who")).to_have_text("Helena Prado")


def test_acting_on_the_open_conversation(open_page, marina, helena):
    page = open_page(marina, helena.path).page
    page.keyboard.press("e")
    expect(page.get_by_role("button", name="Reopen")).to_be_visible()
    page.keyboard.press("a")
    expect(page.get_by_role("button", name="Assign to me")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(f"#owner-{helena.id}")).to_contain_text("Assign")
    expect(page.locator("#assign-menu")).to_be_hidden()
    page.keyboard.press("i")
    expect(page.locator("#details")).to_be_hidden()
    page.keyboard.press("r")
    expect(page.locator("#reply")).to_be_focused()
    page.keyboard.type("e a i j ?")
    expect(page.locator("#reply")).to_have_value("e a i j ?")
    expect(page.locator("#shortcuts")).to_be_hidden()


def test_single_keys_can_be_turned_off(open_page, marina, helena):
    page = open_page(marina, helena.path).page
    page.keyboard.press("?")
    page.get_by_label("Use single-key shortcuts").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    expect(page.locator(".msg")).to_have_count(1)
    page.keyboard.press("e")
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_be_hidden()
    expect(page.get_by_role("button", name="Resolve")).to_be_visible()


def test_the_log_is_one_stop_and_arrows_walk_its_bubbles(open_page, marina, helena):
    page = open_page(marina, helena.path).page
    page.locator("#log").focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".msg").last).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".msg [data-composes=reactions]").last).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".msg [data-reply]").last).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#quoting")).to_be_visible()
