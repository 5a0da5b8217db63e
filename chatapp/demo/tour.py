"""One customer with whom the shop used most of what WhatsApp can carry: a tour of the kinds of messages."""

from typing import Any

from chatapp.demo.script import DAY, Line, Story, button, document, location
from chatapp.demo.team import DIEGO

PICTURE = {"type": "image", "image": {"id": "910000000000001", "mime_type": "image/jpeg"}}
AD = {
    "referral": {
        "source_type": "ad",
        "source_url": "https://torra.example/anuncio",
        "headline": "Cold brew: 15% na semana",
        "body": "Peça pelo WhatsApp",
        "media_type": "image",
    }
}


def interactive(kind: str, body: str, action: dict[str, Any], **more: Any) -> dict:
    return {"type": "interactive", "interactive": {"type": kind, "body": {"text": body}, "action": action, **more}}


def card(place: int, words: str) -> dict:
    tap = {"name": "cta_url", "parameters": {"display_text": "Ver na loja", "url": f"https://torra.example/{place}"}}
    return {"card_index": place, "type": "cta_url", "header": PICTURE, "body": {"text": words}, "action": tap}


GRINDS = interactive(
    "list",
    "Está sim! Qual *moagem* você prefere?",
    {
        "button": "Escolher a moagem",
        "sections": [
            {
                "title": "Moagem",
                "rows": [
                    {"id": "v60", "title": "V60", "description": "Média"},
                    {"id": "espresso", "title": "Espresso", "description": "Fina"},
                ],
            }
        ],
    },
)
GRIND = {"type": "interactive", "interactive": {"type": "list_reply", "list_reply": {"id": "v60", "title": "V60"}}}
COFFEES = interactive(
    "carousel",
    "Estes dois combinam com V60:",
    {"cards": [card(0, "*Cerrado*\nchocolate e avelã"), card(1, "*Mogiana*\nmel e laranja")]},
)
BASKET = {
    "type": "order",
    "order": {
        "catalog_id": "770018824410",
        "text": "Pode moer tudo para *V60*?",
        "product_items": [
            {"product_retailer_id": "CERRADO-500", "quantity": 2, "item_price": 49.9, "currency": "BRL"},
            {"product_retailer_id": "FILTRO-V60", "quantity": 1, "item_price": 24.5, "currency": "BRL"},
        ],
    },
}
WHO = interactive(
    "button",
    "Alguém pode receber amanhã de manhã?",
    {
        "buttons": [
            {"type": "reply", "reply": {"id": "sim", "title": "Sim, pode vir"}},
            {"type": "reply", "reply": {"id": "nao", "title": "Outro dia"}},
        ]
    },
    footer={"text": "Torra Café"},
)
NEIGHBOUR = {
    "type": "contacts",
    "contacts": [{"name": {"formatted_name": "Rafael Nunes"}, "phones": [{"phone": "+55 11 97122-0417"}]}],
}
SHIPPED = (
    "template",
    {
        "name": "pedido_enviado",
        "language": "pt_BR",
        "shown": {
            "category": "UTILITY",
            "header": "Seu pedido está a caminho",
            "body": "Olá Clara, o pedido *1851* saiu hoje e chega amanhã, entre 9h e 12h.",
            "footer": "Torra Café",
            "buttons": [{"type": "URL", "text": "Acompanhar", "url": "https://torra.example/rastreio/1851"}],
        },
    },
)
STICKER = {"type": "sticker", "sticker": {"id": "910000000000004", "mime_type": "image/webp", "animated": False}}
FILM = {"type": "video", "video": {"id": "910000000000005", "mime_type": "video/mp4", "caption": "Saiu perfeito!"}}

TOUR = Story(
    "Clara Nogueira",
    "5511974410236",
    DAY + 65,
    (
        Line("Oi! Ainda está valendo o desconto do cold brew?", beside=AD),
        Line("", DIEGO, 3, raw=GRINDS),
        Line("", gap=1, raw=GRIND, quotes=1),
        Line("", DIEGO, 2, raw=COFFEES),
        Line("", gap=6, raw=BASKET),
        Line("", DIEGO, 4, raw=document("nota-1851.pdf")),
        Line("", DIEGO, 40, stored=SHIPPED, reaction="❤️"),
        Line("", DIEGO, 1, raw=WHO),
        Line("", gap=5, raw=button("Sim, pode vir"), quotes=7),
        Line("Quem recebe é o meu vizinho:", gap=1),
        Line("", gap=1, raw=NEIGHBOUR),
        Line("", gap=1, raw=location("Rua Harmonia, 412", "Vila Madalena, São Paulo - SP")),
        Line("", gap=90, raw=FILM),
        Line("", gap=1, raw=STICKER),
        Line("Que beleza, Clara! Bom café 💚", DIEGO, 3),
    ),
    assignee=DIEGO,
    tags=("elogio",),
)
