"""The forms of every kind: they work as pages and as parts of one, and follow the limits while they are filled in."""

import pytest

from chatapp.composing.pages import IN_PANELS
from chatapp.extensions import db
from chatapp.models import Media, MediaState, Message
from tests import factories
from tests.meta_rules import violations


@pytest.mark.parametrize("kind", IN_PANELS)
def test_every_kind_has_a_form(desk, conversation, kind):
    page = desk.get(f"{conversation.path}/compose/{kind}")
    assert page.status_code == 200
    assert f'name="kind" value="{kind}"' in page.text
    part = desk.get(f"{conversation.path}/compose/{kind}", hx_request="true")
    assert part.text.lstrip().startswith("<form")


def test_lists_grow_to_their_limit_and_shrink(desk, conversation):
    form = {"body": "?", "buttons.0.title": "a", "buttons.1.title": "b"}
    grown = desk.post(f"{conversation.path}/compose/buttons", add="buttons", **form).text
    assert grown.count('name="buttons.') == 6  # a title and an id each
    assert 'value="buttons"' in grown
    assert "disabled" in grown.split('value="buttons"')[-1].split(">")[0]
    shrunk = desk.post(f"{conversation.path}/compose/buttons", remove="buttons.0", **form).text
    assert 'value="b"' in shrunk
    assert 'value="a"' not in shrunk


def test_rows_are_counted_over_all_sections(desk, conversation):
    rows = {f"sections.{s}.rows.{r}.title": f"{s}{r}" for s in range(2) for r in range(5)}
    page = desk.post(f"{conversation.path}/compose/list", **rows).text
    adders = [part.split(">")[0] for part in page.split('name="add"')[1:]]
    assert len(adders) == 3
    assert all("disabled" in adder for adder in adders)


def test_what_is_written_goes_along_to_another_kind(desk, conversation):
    page = desk.post(
        f"{conversation.path}/compose/list", body="Escolha", footer="Torra", **{"buttons.0.title": "Sim"}
    ).text
    assert "\nEscolha</textarea>" in page
    assert 'value="Torra"' in page


def test_the_preview_shows_the_message_as_it_is_so_far(desk, conversation):
    htmx = {"HX-Request": "true", "HX-Target": "div#compose-preview"}
    form = {"body": "*Oi*", "buttons.0.title": "Sim <b>", "header.type": "text", "header.text": "Título"}
    part = desk.post(f"{conversation.path}/compose/buttons", headers=htmx, **form).text
    assert part.lstrip().startswith('<div class="phone__bubble">')
    assert "<strong>Oi</strong>" in part
    assert "Sim &lt;b&gt;" in part
    assert "Título" in part


def test_people_are_found_and_put_on_a_card(desk, conversation, marina):
    number = factories.phone_number(marina.account)
    bruno = factories.contact(marina.account, wa_id="5511987654321", profile_name="Bruno Azevedo")
    factories.conversation(number, bruno)
    htmx = {"HX-Request": "true", "HX-Target": "div#people-found"}
    found = desk.post(f"{conversation.path}/compose/contacts", headers=htmx, q="azev").text
    assert "Bruno Azevedo" in found
    assert "Helena" not in found
    page = desk.post(f"{conversation.path}/compose/contacts", pick=bruno.id).text
    assert 'value="Bruno Azevedo"' in page
    assert 'value="+55 11 98765-4321"' in page


def test_people_of_other_companies_are_not_found(desk, conversation):
    other = factories.account()
    stranger = factories.contact(other, profile_name="Estranha")
    factories.conversation(factories.phone_number(other), stranger)
    page = desk.post(f"{conversation.path}/compose/contacts", q="Estranha", pick=stranger.id).text
    assert "Estranha" not in page.replace('value="Estranha"', "", 1)


def test_a_stranger_gets_no_form(desk, marina):
    other = factories.account()
    theirs = factories.conversation(factories.phone_number(other), factories.contact(other))
    assert desk.get(f"{theirs.path}/compose/buttons").status_code == 404
    message = factories.message(theirs)
    for panel in ("forward", "reaction"):
        assert desk.get(f"/messages/{message.id}/compose/{panel}").status_code == 404


def test_forwarding_offers_conversations_whose_window_is_open(desk, conversation, marina):
    message = factories.message(conversation)
    number = factories.phone_number(marina.account)
    shut = factories.conversation(number, factories.contact(marina.account, profile_name="Fechada"), window=None)
    page = desk.get(f"/messages/{message.id}/compose/forward").text
    assert f'value="{conversation.id}"' in page
    assert "disabled" in page.split(f'value="{shut.id}"')[1].split(">")[0]
    part = desk.get(
        f"/messages/{message.id}/compose/forward?q=fech", hx_request="true", hx_target="form#forward-found"
    ).text
    assert "Fechada" in part
    assert "Helena" not in part


@pytest.mark.parametrize(("locale", "words"), [("pt_BR", "coracao verm"), ("en", "red heart")])
def test_emoji_are_found_in_the_readers_language(page, marina, locale, words):
    reader = factories.user(marina.account, locale=locale)
    desk = page.sign_in(reader)
    found = desk.get(f"/emoji?q={words}", hx_request="true", hx_target="div#emoji-found").text
    assert 'data-emoji="❤️"' in found
    assert 'data-emoji="🍕"' not in found


def test_emoji_come_by_group(desk):
    picker = desk.get("/emoji", hx_request="true").text
    assert 'data-emoji="😀"' in picker
    assert "/emoji?group=9" in picker
    food = desk.get("/emoji?group=4", hx_request="true", hx_target="div#emoji-found").text
    assert 'data-emoji="🍕"' in food
    assert 'data-emoji="😀"' not in food
    nothing = desk.get("/emoji?q=zzzz", hx_request="true", hx_target="div#emoji-found").text
    assert "data-emoji" not in nothing


def test_the_cards_of_a_carousel_have_buttons_or_open_links(desk, conversation):
    path, cards = f"{conversation.path}/compose/carousel", {"cards.0.body": "Um", "cards.1.body": "Dois"}
    buttons = {f"cards.{n}.buttons.{b}.title": "Quero" for n in range(2) for b in range(2)}
    grown = desk.post(path, add="cards", **cards, **buttons).text
    assert grown.count('name="cards.2.buttons.') == 4  # as many as the first has: a title and an id each
    linked = desk.post(path, taps="link", **cards, **buttons).text
    assert 'name="cards.1.url"' in linked
    assert ".buttons." not in linked
    assert "\nDois</textarea>" in linked
    links = {
        f"cards.{n}.{field}": value for n in range(2) for field, value in [("text", "Ver"), ("url", "https://a.b")]
    }
    grown = desk.post(path, add="cards", **cards, **links).text
    assert 'name="cards.2.url"' in grown
    assert ">Ver</p>" in grown.split('class="phone"')[1]
    back = desk.post(path, taps="buttons", **cards, **links).text
    assert 'name="cards.1.buttons.0.title"' in back
    assert ".url" not in back


@pytest.mark.parametrize("url", ["https://torra.example/azul", "azul"])
def test_a_carousel_of_links_with_a_photo_and_a_film_is_sent(desk, conversation, marina, client_id, url):
    files = [
        Media(account_id=marina.account_id, uploader_id=marina.id, kind=kind, state=MediaState.READY)
        for kind in ("image", "video")
    ]
    db.session.add_all(files)
    db.session.commit()
    photo, film = (file.id for file in files)
    form = {"kind": "carousel", "panel": "carousel", "body": "As novidades"}
    for n, (kind, media_id) in enumerate([("image", photo), ("video", film)]):
        card = {"header.type": kind, "header.media_id": media_id, "header.filename": "", "body": "Tênis"}
        form |= {f"cards.{n}.{field}": value for field, value in {**card, "text": "Ver", "url": url}.items()}
    answer = desk.post(f"{conversation.path}/messages", client_id=client_id, **form)
    if url == "azul":
        assert answer.status_code == 422
        assert 'id="w-cards-1-url-note"' in answer.text
        return
    assert answer.status_code == 303
    message = db.session.query(Message).filter_by(direction="out").one()
    payload = message.says.to_graph({photo: "901", film: "902"})
    assert violations({"messaging_product": "whatsapp", "to": "+5511988772841", **payload}) == []
    assert [card["header"] for card in payload["interactive"]["action"]["cards"]] == [
        {"type": "image", "image": {"id": "901"}},
        {"type": "video", "video": {"id": "902"}},
    ]
