"""A good body of every type and kind a business can send, and bodies that break one rule each."""

from typing import Any

IN = "wamid.HBgNIN"
LINK = "https://loja.example/foto.jpg"


def interactive(kind: str, action: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return {"type": "interactive", "interactive": {"type": kind, "action": action, **parts}}


def body(text: str = "Confirma?") -> dict[str, Any]:
    return {"body": {"text": text}}


def replies(*titles: str, **change: Any) -> dict[str, Any]:
    return {
        "buttons": [
            {"type": "reply", "reply": {"id": f"b{place}", "title": title, **change}}
            for place, title in enumerate(titles)
        ]
    }


def rows(count: int, title: str | None = "Seção", start: int = 0, **change: Any) -> dict[str, Any]:
    section = {
        "rows": [{"id": f"r{place}", "title": f"Linha {place}", **change} for place in range(start, start + count)]
    }
    return {**section, "title": title} if title else section


def listing(*sections: dict[str, Any], button: str = "Ver opções") -> dict[str, Any]:
    return {"button": button, "sections": list(sections)}


def card(index: int, *titles: str, kind: str = "image", text: str = "Café") -> dict[str, Any]:
    action: dict[str, Any] = {
        "buttons": [
            {"type": "quick_reply", "quick_reply": {"id": f"q{index}{place}", "title": each}}
            for place, each in enumerate(titles)
        ]
    }
    if not titles:
        action = {"name": "cta_url", "parameters": {"display_text": "Abrir", "url": "https://loja.example"}}
    return {
        "card_index": index,
        "type": "cta_url",
        "header": {"type": kind, kind: {"link": LINK}},
        "body": {"text": text},
        "action": action,
    }


def product_card(index: int, catalog: str = "c1") -> dict[str, Any]:
    return {
        "card_index": index,
        "type": "product",
        "action": {"catalog_id": catalog, "product_retailer_id": f"p{index}"},
    }


def url_button(text: str = "Abrir", url: str = "https://loja.example/p") -> dict[str, Any]:
    return {"name": "cta_url", "parameters": {"display_text": text, "url": url}}


def flow(**change: Any) -> dict[str, Any]:
    parameters = {
        "flow_message_version": "3",
        "flow_id": "77",
        "flow_cta": "Preencher",
        "flow_token": "t",
        "flow_action": "navigate",
        "flow_action_payload": {"screen": "UM", "data": {"a": 1}},
        **change,
    }
    return {"name": "flow", "parameters": {key: value for key, value in parameters.items() if value is not None}}


def products(*sections: dict[str, Any]) -> dict[str, Any]:
    return {"catalog_id": "c1", "sections": list(sections)}


def items(count: int, title: str | None = "Cafés") -> dict[str, Any]:
    section = {"product_items": [{"product_retailer_id": f"p{place}"} for place in range(count)]}
    return {**section, "title": title} if title else section


CONTACT = {
    "name": {"formatted_name": "Ana Silva", "first_name": "Ana", "last_name": "Silva"},
    "phones": [{"phone": "+5511911112222", "type": "CELL", "wa_id": "5511911112222"}],
    "emails": [{"email": "ana@loja.example", "type": "WORK"}],
    "org": {"company": "Loja", "department": "Vendas", "title": "Gerente"},
    "urls": [{"url": "https://loja.example", "type": "WORK"}],
    "addresses": [
        {
            "street": "Av. Paulista, 1000",
            "city": "São Paulo",
            "state": "SP",
            "zip": "01310-100",
            "country": "Brasil",
            "country_code": "BR",
            "type": "WORK",
        }
    ],
    "birthday": "1990-05-17",
}
ADDRESS = {"name": "address_message", "parameters": {"country": "IN", "values": {"name": "Asha"}}}
ORDER = {
    "reference_id": "r1",
    "type": "digital-goods",
    "payment_settings": [],
    "currency": "BRL",
    "total_amount": {"value": 100, "offset": 100},
    "order": {"status": "pending", "items": []},
}

GOOD: dict[str, dict[str, Any]] = {
    "text": {"type": "text", "text": {"body": "x" * 4096, "preview_url": True}},
    "text without type": {"text": {"body": "Olá"}},
    "quote": {"type": "text", "text": {"body": "Sim"}, "context": {"message_id": IN}},
    "image": {"type": "image", "image": {"link": LINK, "caption": "c" * 1024}},
    "video": {"type": "video", "video": {"link": LINK, "caption": ""}},
    "document": {"type": "document", "document": {"link": LINK, "caption": "Segue", "filename": "boleto.pdf"}},
    "audio": {"type": "audio", "audio": {"link": LINK}},
    "voice": {"type": "audio", "audio": {"link": LINK, "voice": True}},
    "sticker": {"type": "sticker", "sticker": {"link": LINK}},
    "location": {"type": "location", "location": {"latitude": "-23.5", "longitude": "-46.6", "name": "Loja"}},
    "location in numbers": {"type": "location", "location": {"latitude": -23.5, "longitude": -46.6}},
    "contacts": {"type": "contacts", "contacts": [CONTACT, CONTACT]},
    "buttons": interactive(
        "button",
        replies("Sim", "Não", "Talvez"),
        **body("x" * 1024),
        footer={"text": "Loja"},
        header={"type": "text", "text": "Pedido 10"},
    ),
    "button with picture": interactive(
        "button", replies("Sim"), **body(), header={"type": "image", "image": {"link": LINK}}
    ),
    "list": interactive("list", listing(rows(5), rows(5, "Outra", 5, description="d" * 72)), **body("x" * 4096)),
    "list without titles": interactive("list", listing(rows(10, None)), **body()),
    "link button": interactive(
        "cta_url", url_button(), **body(), header={"type": "document", "document": {"link": LINK, "filename": "a.pdf"}}
    ),
    "location request": interactive("location_request_message", {"name": "send_location"}, **body()),
    "contact request": interactive("request_contact_info", {"name": "request_contact_info"}, **body()),
    "flow": interactive("flow", flow(), **body()),
    "flow by name": interactive(
        "flow",
        flow(flow_id=None, flow_name="pesquisa", mode="draft", flow_action="data_exchange", flow_action_payload=None),
        **body(),
    ),
    "product": interactive("product", {"catalog_id": "c1", "product_retailer_id": "p1"}),
    "product list": interactive(
        "product_list", products(items(15), items(15, "Chás")), **body(), header={"type": "text", "text": "Catálogo"}
    ),
    "catalog": interactive("catalog_message", {"name": "catalog_message"}, **body()),
    "address": interactive("address_message", ADDRESS, **body()),
    "voice call": interactive(
        "voice_call",
        {"name": "voice_call", "parameters": {"display_text": "Ligar", "ttl_minutes": 100, "payload": "p"}},
        **body(),
    ),
    "call permission": interactive("call_permission_request", {"name": "call_permission_request"}, **body()),
    "carousel of links": interactive("carousel", {"cards": [card(0), card(1, kind="video")]}, **body()),
    "carousel of replies": interactive("carousel", {"cards": [card(0, "Sim"), card(1, "Não")]}, **body()),
    "carousel of products": interactive("carousel", {"cards": [product_card(0), product_card(1)]}, **body()),
    "order details": interactive("order_details", {"name": "review_and_pay", "parameters": ORDER}, **body()),
    "order status": interactive(
        "order_status",
        {"name": "review_order", "parameters": {"reference_id": "r1", "order": {"status": "shipped"}}},
        **body(),
    ),
}

BAD: dict[str, tuple[dict[str, Any], int]] = {
    "text too long": ({"type": "text", "text": {"body": "x" * 4097}}, 100),
    "text blank": ({"type": "text", "text": {"body": "   "}}, 100),
    "text missing": ({"type": "text", "text": {}}, 131008),
    "text is a number": ({"type": "text", "text": {"body": 5}}, 100),
    "text misspelt": ({"type": "text", "text": {"body": "a", "previewUrl": True}}, 100),
    "image with id and link": ({"type": "image", "image": {"id": "1", "link": LINK}}, 131009),
    "image with neither": ({"type": "image", "image": {"caption": "a"}}, 131009),
    "image caption too long": ({"type": "image", "image": {"link": LINK, "caption": "c" * 1025}}, 100),
    "image with filename": ({"type": "image", "image": {"link": LINK, "filename": "a.jpg"}}, 100),
    "image link is no link": ({"type": "image", "image": {"link": "foto.jpg"}}, 100),
    "image id unknown": ({"type": "image", "image": {"id": "123"}}, 100),
    "audio with caption": ({"type": "audio", "audio": {"link": LINK, "caption": "a"}}, 100),
    "sticker with caption": ({"type": "sticker", "sticker": {"link": LINK, "caption": "a"}}, 100),
    "latitude beyond the pole": ({"type": "location", "location": {"latitude": 91, "longitude": 0}}, 131009),
    "longitude missing": ({"type": "location", "location": {"latitude": 9}}, 131008),
    "latitude no number": ({"type": "location", "location": {"latitude": "sul", "longitude": 0}}, 131009),
    "contact nameless": ({"type": "contacts", "contacts": [{"phones": []}]}, 131008),
    "contact with one name": ({"type": "contacts", "contacts": [{"name": {"formatted_name": "Ana"}}]}, 131009),
    "contact birthday": ({"type": "contacts", "contacts": [{**CONTACT, "birthday": "17/05/1990"}]}, 131009),
    "contacts no array": ({"type": "contacts", "contacts": CONTACT}, 100),
    "no contact": ({"type": "contacts", "contacts": []}, 131009),
    "reaction of two": ({"type": "reaction", "reaction": {"message_id": IN, "emoji": "👍👍"}}, 131009),
    "reaction in words": ({"type": "reaction", "reaction": {"message_id": IN, "emoji": "ok"}}, 131009),
    "reaction to no wamid": ({"type": "reaction", "reaction": {"message_id": "12", "emoji": "👍"}}, 131009),
    "reaction with context": (
        {"type": "reaction", "reaction": {"message_id": IN, "emoji": "👍"}, "context": {"message_id": IN}},
        131009,
    ),
    "interactive unknown": (interactive("poll", {}, **body()), 100),
    "interactive without type": ({"type": "interactive", "interactive": {"action": {}}}, 131008),
    "four buttons": (interactive("button", replies("1", "2", "3", "4"), **body()), 131009),
    "no button": (interactive("button", {"buttons": []}, **body()), 131009),
    "button title too long": (interactive("button", replies("x" * 21), **body()), 131009),
    "button id too long": (interactive("button", replies("x", id="x" * 257), **body()), 131009),
    "button titles equal": (interactive("button", replies("Sim", "Sim"), **body()), 131009),
    "button ids equal": (interactive("button", replies("Sim", "Não", id="x"), **body()), 131009),
    "button body too long": (interactive("button", replies("Sim"), **body("x" * 1025)), 131009),
    "button body missing": (interactive("button", replies("Sim")), 131008),
    "button header too long": (
        interactive("button", replies("Sim"), **body(), header={"type": "text", "text": "x" * 61}),
        131009,
    ),
    "button footer too long": (interactive("button", replies("Sim"), **body(), footer={"text": "x" * 61}), 131009),
    "header without its media": (interactive("button", replies("Sim"), **body(), header={"type": "image"}), 131008),
    "header of another kind": (interactive("button", replies("Sim"), **body(), header={"type": "audio"}), 131009),
    "eleven rows": (interactive("list", listing(rows(6), rows(5, "Outra", 6)), **body()), 131009),
    "sections without titles": (interactive("list", listing(rows(1, None), rows(1, None, 1)), **body()), 131009),
    "row title too long": (interactive("list", listing(rows(1, title="A", id="x" * 201)), **body()), 131009),
    "row description too long": (interactive("list", listing(rows(1, description="d" * 73)), **body()), 131009),
    "row ids equal": (interactive("list", listing(rows(2, id="x")), **body()), 131009),
    "list button too long": (interactive("list", listing(rows(1), button="x" * 21), **body()), 131009),
    "list header with picture": (
        interactive("list", listing(rows(1)), **body(), header={"type": "image", "image": {"link": LINK}}),
        131009,
    ),
    "list body too long": (interactive("list", listing(rows(1)), **body("x" * 4097)), 131009),
    "link label too long": (interactive("cta_url", url_button("x" * 21), **body()), 131009),
    "link is no link": (interactive("cta_url", url_button(url="loja"), **body()), 100),
    "wrong action name": (interactive("location_request_message", {"name": "location"}, **body()), 131009),
    "flow by id and name": (interactive("flow", flow(flow_name="x"), **body()), 131009),
    "flow version 2": (interactive("flow", flow(flow_message_version="2"), **body()), 131009),
    "flow label too long": (interactive("flow", flow(flow_cta="x" * 31), **body()), 131009),
    "31 products": (
        interactive(
            "product_list", products(items(16), items(15, "B")), **body(), header={"type": "text", "text": "C"}
        ),
        131009,
    ),
    "product list without header": (interactive("product_list", products(items(1)), **body()), 131008),
    "product with header": (
        interactive("product", {"catalog_id": "c", "product_retailer_id": "p"}, header={"type": "text", "text": "x"}),
        100,
    ),
    "address in Brazil": (
        interactive("address_message", {"name": "address_message", "parameters": {"country": "BR"}}, **body()),
        131009,
    ),
    "call for too long": (
        interactive("voice_call", {"name": "voice_call", "parameters": {"ttl_minutes": 43201}}, **body()),
        131009,
    ),
    "carousel of one": (interactive("carousel", {"cards": [card(0)]}, **body()), 131009),
    "carousel with footer": (
        interactive("carousel", {"cards": [card(0), card(1)]}, **body(), footer={"text": "x"}),
        100,
    ),
    "carousel of two kinds": (interactive("carousel", {"cards": [card(0), card(1, "Sim")]}, **body()), 131009),
    "carousel of two catalogues": (
        interactive("carousel", {"cards": [product_card(0), product_card(1, "c2")]}, **body()),
        131009,
    ),
    "card body of three breaks": (
        interactive("carousel", {"cards": [card(0, text="a\nb\nc\nd"), card(1)]}, **body()),
        131009,
    ),
    "card numbered twice": (interactive("carousel", {"cards": [card(0), card(0)]}, **body()), 131009),
    "template nameless": ({"type": "template", "template": {"language": {"code": "pt_BR"}}}, 131008),
    "template component unknown": (
        {
            "type": "template",
            "template": {"name": "hello_world", "language": {"code": "en_US"}, "components": [{"type": "sidebar"}]},
        },
        100,
    ),
}
