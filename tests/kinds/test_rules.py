"""Rules that are more than a length or a number."""

import pytest

from tests.kinds.judging import told
from tests.kinds.samples import SAMPLES


@pytest.mark.parametrize(("latitude", "code"), [(-90.001, "too_small"), (90.001, "too_large"), ("norte", "bad_number")])
def test_a_place_is_on_earth(latitude, code):
    assert told("location", {"latitude": latitude, "longitude": 0})["latitude"][0] == code


def section(title: str | None, rows: int, first: int = 0) -> dict:
    return {"title": title, "rows": [{"id": f"r{n}", "title": f"Linha {n}"} for n in range(first, first + rows)]}


def listing(*sections: dict) -> dict:
    return {"body": "Escolha", "button": "Ver", "sections": list(sections)}


def test_rows_are_counted_over_all_sections():
    assert told("list", listing(section("A", 5), section("B", 5, 5))) == {}
    assert told("list", listing(section("A", 5), section("B", 6, 5))) == {"sections": ("too_many", 10)}


def test_products_are_counted_over_all_sections():
    def products(*counts: int) -> dict:
        sections = [
            {"title": f"S{s}", "products": [f"P{s}-{n}" for n in range(count)]} for s, count in enumerate(counts)
        ]
        header = {"type": "text", "text": "Ofertas"}
        return {"body": "Veja", "header": header, "catalog_id": "7", "sections": sections}

    assert told("product_list", products(15, 15)) == {}
    assert told("product_list", products(15, 16)) == {"sections": ("too_many", 30)}


def test_several_sections_need_titles_and_one_does_not():
    assert told("list", listing(section(None, 1))) == {}
    assert told("list", listing(section("A", 1), section(None, 1, 1))) == {"sections.1.title": ("required", None)}


def test_what_is_there_twice_is_told_where_it_is_for_the_second_time():
    rows = listing(section("A", 2), section("B", 2, 1))
    assert told("list", rows) == {
        "sections.1.rows.0.id": ("duplicate", None),
        "sections.1.rows.0.title": ("duplicate", None),
    }
    buttons = {"body": "?", "buttons": [{"id": "1", "title": "Sim"}, {"id": "2", "title": "Sim"}]}
    assert told("buttons", buttons) == {"buttons.1.title": ("duplicate", None)}


def card(**content: object) -> dict:
    return {"header": {"type": "image", "media_id": 1}, **content}


ONE, TWO = [{"id": "a", "title": "A"}], [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]
TO_LINK = {"text": "Ver", "url": "https://loja.example"}


@pytest.mark.parametrize(
    ("cards", "errors"),
    [
        ([card(buttons=TWO), card(buttons=TWO)], {}),
        ([card(buttons=ONE), card(buttons=TWO)], {"cards.1.buttons": ("mismatch", None)}),
        ([card(buttons=ONE), card(**TO_LINK)], {"cards.1.buttons": ("mismatch", None)}),
        ([card(**TO_LINK), card(**TO_LINK, body="a\nb\nc")], {}),
        ([card(**TO_LINK), card(**TO_LINK, body="a\nb\nc\nd")], {"cards.1.body": ("too_many_breaks", 2)}),
        ([card(**TO_LINK), {**TO_LINK}], {"cards.1.header.media_id": ("no_file", None)}),
        (
            [card(**TO_LINK), {**TO_LINK, "header": {"type": "text", "text": "A"}}],
            {"cards.1.header.type": ("bad_choice", None)},
        ),
        (
            [card(**TO_LINK), card(**TO_LINK, buttons=ONE)],
            {
                "cards.1.text": ("not_allowed", None),
                "cards.1.url": ("not_allowed", None),
                "cards.1.buttons": ("mismatch", None),
            },
        ),
    ],
)
def test_cards_look_alike(cards, errors):
    assert told("carousel", {"body": "Novidades", "cards": cards}) == errors


@pytest.mark.parametrize(
    ("kind", "header", "errors"),
    [
        ("list", {"type": "image", "media_id": 1}, {"header.type": ("bad_choice", None)}),
        ("product", {"type": "text", "text": "A"}, {"header": ("not_allowed", None)}),
        ("product_list", None, {"header.text": ("required", None)}),
        ("buttons", {"type": "image"}, {"header.media_id": ("no_file", None)}),
        (
            "buttons",
            {"type": "sticker", "media_id": 1},
            {"header.type": ("bad_choice", None), "header.text": ("required", None)},
        ),
        ("buttons", {"type": "text", "text": " "}, {"header.text": ("required", None)}),
        ("location_request", {"type": "text", "text": "A"}, {"header": ("not_allowed", None)}),
    ],
)
def test_headers(kind, header, errors):
    assert told(kind, SAMPLES[kind][0] | {"header": header}) == errors


@pytest.mark.parametrize(
    "url", ["loja.example", "ftp://loja.example", "https://", "https://a b", "javascript:alert(1)"]
)
def test_a_button_leads_to_a_whole_link(url):
    assert told("link_button", SAMPLES["link_button"][0] | {"url": url}) == {"url": ("bad_url", None)}


@pytest.mark.parametrize("emoji", ["👍", "👍🏽", "❤️", "❤", "🇧🇷", "1️⃣", "👨‍👩‍👧‍👦", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "😶‍🌫️", "🧑🏿‍🚀", "☺️"])
def test_one_emoji(emoji):
    assert told("reaction", {"target": "wamid.1", "emoji": emoji}) == {}


@pytest.mark.parametrize("emoji", ["👍👍", "ok", "1", "👍 ", "a👍", "🇧", "é", "\u200d", ":)"])
def test_not_one_emoji(emoji):
    expected = {} if emoji.strip() == "👍" else {"emoji": ("bad_emoji", None)}
    assert told("reaction", {"target": "wamid.1", "emoji": emoji}) == expected


@pytest.mark.parametrize(
    ("part", "field", "code"),
    [
        ({"name": {"first_name": "Ana"}}, "contacts.0.name.formatted_name", "required"),
        ({"phones": [{"phone": "ligue já"}]}, "contacts.0.phones.0.phone", "bad_phone"),
        ({"phones": [{"type": "CELL"}]}, "contacts.0.phones.0.phone", "required"),
        ({"emails": [{"type": "WORK"}]}, "contacts.0.emails.0.email", "required"),
        ({"urls": [{"type": "WORK"}]}, "contacts.0.urls.0.url", "required"),
        ({"birthday": "23/05/1987"}, "contacts.0.birthday", "bad_date"),
        ({"birthday": "1987-02-30"}, "contacts.0.birthday", "bad_date"),
        ({"org": {"company": "x" * 256}}, "contacts.0.org.company", "too_long"),
        ({"addresses": [{"city": 7}]}, "contacts.0.addresses.0.city", "bad_text"),
    ],
)
def test_cards_of_contacts(part, field, code):
    errors = told("contacts", {"contacts": [{"name": {"formatted_name": "Ana"}} | part]})
    assert list(errors) == [field]
    assert errors[field][0] == code


def template(**content: object) -> dict:
    return {"name": "ola", "language": "pt_BR", **content}


@pytest.mark.parametrize(
    ("content", "errors"),
    [
        (template(body={"1": "a", "3": "b"}), {"body.3": ("mismatch", None)}),
        (template(body={"1": "a", "nome": "b"}), {"body.1": ("mismatch", None)}),
        (template(body={"Nome": "b"}), {"body.Nome": ("mismatch", None)}),
        (template(body={"1": ""}), {"body.1": ("required", None)}),
        (template(body={"1": "a\nb"}), {"body.1": ("bad_spacing", None)}),
        (template(body={"1": "a     b"}), {"body.1": ("bad_spacing", None)}),
        (template(body={"1": "a    b"}), {}),
        (template(header={"type": "text", "values": {"1": "a", "2": "b"}}), {"header.values": ("too_many", 1)}),
        (template(header={"type": "video"}), {"header.media_id": ("no_file", None)}),
        (template(header={"type": "location", "latitude": 91, "longitude": 0}), {"header.latitude": ("too_large", 90)}),
        (template(buttons=[{"index": 10, "type": "catalog"}]), {"buttons.0.index": ("too_large", 9)}),
        (
            template(buttons=[{"index": 0, "type": "catalog"}, {"index": 0, "type": "flow"}]),
            {"buttons.1.index": ("duplicate", None)},
        ),
        (template(buttons=[{"index": 0, "type": "doorbell"}]), {"buttons.0.type": ("bad_choice", None)}),
        (template(buttons=[{"index": 0, "type": "url", "suffix": "a b"}]), {"buttons.0.suffix": ("bad_spacing", None)}),
        (
            template(body={"1": "1234"}, buttons=[{"index": 0, "type": "otp", "code": "4321"}]),
            {"buttons.0.code": ("mismatch", None)},
        ),
        (
            template(cards=[{"header": {"type": "document", "media_id": 1}}]),
            {"cards.0.header.type": ("bad_choice", None)},
        ),
        (template(offer_ends_at="amanhã"), {"offer_ends_at": ("bad_number", None)}),
        ({"name": "Olá!", "language": "português"}, {"name": ("bad_choice", None), "language": ("bad_choice", None)}),
        ({}, {"name": ("required", None), "language": ("required", None)}),
    ],
)
def test_templates(content, errors):
    assert told("template", content) == errors


def test_data_of_a_form_needs_its_screen():
    content = {"body": "Escolha", "text": "Agendar", "flow_id": "7", "data": {"a": 1}}
    assert told("flow", content) == {"screen": ("required", None)}
