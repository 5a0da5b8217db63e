"""One or more examples of everything that can be sent, with every field that a kind has in at least one of them."""

from collections.abc import Iterator
from typing import Any

from chatapp.kinds import REGISTRY

SENDABLE = [name for name, kind in REGISTRY.items() if kind.sendable]

#: What Meta calls our files.
META_IDS = {number: f"10138596002{number:05}" for number in range(1, 100)}

PICTURE = {"type": "image", "media_id": 11}
FILM = {"type": "video", "media_id": 12}
PAPER = {"type": "document", "media_id": 13, "filename": "tabela.pdf"}
TITLE = {"type": "text", "text": "Pedido 48213"}
MORE = {"body": "Confirma a entrega amanhã?", "footer": "Loja Aurora"}
BUTTONS = [{"id": "sim", "title": "Sim, confirmo"}, {"id": "nao", "title": "Outro dia"}]
LINK = {"text": "Acompanhar", "url": "https://loja.example/pedidos/48213"}
SECTIONS = [
    {"title": "Financeiro", "rows": [{"id": "boleto", "title": "Segunda via", "description": "Por e-mail ou aqui"}]},
    {"title": "Pedidos", "rows": [{"id": "troca", "title": "Troca"}, {"id": "atraso", "title": "Atraso"}]},
]
PRODUCT_SECTIONS = [
    {"title": "Calçados", "products": ["TENIS-42-AZUL"]},
    {"title": "Meias", "products": ["MEIA-BRANCA", "MEIA-PRETA"]},
]
CARD = {
    "name": {"formatted_name": "Ana Silva", "first_name": "Ana", "last_name": "Silva"},
    "phones": [{"phone": "+55 11 91111-2222", "type": "CELL", "wa_id": "5511911112222"}],
    "emails": [{"email": "ana@loja.example", "type": "WORK"}],
    "org": {"company": "Loja Aurora", "department": "Vendas", "title": "Gerente"},
    "urls": [{"url": "https://loja.example", "type": "WORK"}],
    "addresses": [{"street": "Rua das Flores, 10", "city": "Curitiba", "state": "PR", "zip": "80000-000"}],
    "birthday": "1987-05-23",
}
PLACE = {"latitude": -23.561414, "longitude": -46.655881, "name": "MASP", "address": "Av. Paulista, 1578"}
NAMED = {"name": "pedido_enviado", "language": "pt_BR", "body": {"nome": "Ana", "pedido": "48213"}}
COUNTED = {"name": "pedido_enviado", "language": "pt", "body": {str(place): f"valor {place}" for place in range(1, 12)}}

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "text": [{"body": "Bom dia!"}, {"body": "Veja https://loja.example", "preview_url": True}],
    "image": [{"media_id": 1, "caption": "Chegou assim"}, {"media_id": 1}],
    "video": [{"media_id": 2, "caption": "Olha o barulho"}],
    "audio": [{"media_id": 3}],
    "voice": [{"media_id": 4}],
    "document": [{"media_id": 5, "filename": "boleto.pdf", "caption": "Segue"}, {"media_id": 5}],
    "sticker": [{"media_id": 6}],
    "location": [PLACE, {"latitude": "0", "longitude": "-46,65"}],
    "contacts": [{"contacts": [CARD, {"name": {"formatted_name": "Cida"}}]}],
    "reaction": [{"target": "wamid.IN1", "emoji": "👍🏽"}, {"target": "wamid.IN1", "emoji": None}],
    "buttons": [
        {**MORE, "header": TITLE, "buttons": BUTTONS},
        {**MORE, "header": PICTURE, "buttons": BUTTONS},
        {**MORE, "header": PAPER, "buttons": BUTTONS[:1]},
    ],
    "list": [
        {**MORE, "header": TITLE, "button": "Ver opções", "sections": SECTIONS},
        {"body": "Escolha", "button": "Ver", "sections": [{"rows": SECTIONS[0]["rows"]}]},
    ],
    "link_button": [{**MORE, "header": TITLE, **LINK}, {**MORE, "header": FILM, **LINK}],
    "location_request": [{"body": "Onde você está?"}],
    "contact_request": [{"body": "Pode nos passar o seu telefone?"}],
    "flow": [
        {**MORE, "header": TITLE, "text": "Agendar", "flow_id": "1208441730559917", "token": "agenda-311"}
        | {"mode": "draft", "screen": "DIAS", "data": {"loja": "Pinheiros", "dias": [1, 2]}},
        {"body": "Escolha um horário", "text": "Agendar", "flow_id": "1208441730559917"},
    ],
    "product": [
        {**MORE, "catalog_id": "770018824410", "product_id": "TENIS-42-AZUL"},
        {"catalog_id": "770018824410", "product_id": "TENIS-42-AZUL"},
    ],
    "product_list": [{**MORE, "header": TITLE, "catalog_id": "770018824410", "sections": PRODUCT_SECTIONS}],
    "catalog": [{**MORE, "product_id": "TENIS-42-AZUL"}, {"body": "Veja tudo"}],
    "carousel": [
        {
            "body": "As novidades",
            "cards": [
                {"header": PICTURE, "body": "Tênis\nazul\n42", "buttons": [{"id": "azul", "title": "Quero este"}]},
                {"header": FILM, "buttons": [{"id": "verde", "title": "Quero este"}]},
            ],
        },
        {"body": "As novidades", "cards": [{"header": PICTURE, "body": "Tênis", **LINK}, {"header": FILM, **LINK}]},
    ],
    "voice_call": [
        {**MORE, "text": "Ligar agora", "minutes": 1440, "payload": "pedido-48213"},
        {"body": "Prefere falar?"},
    ],
    "template": [
        NAMED | {"header": {"type": "text", "values": {"nome": "Ana"}}},
        COUNTED
        | {
            "header": PAPER,
            "buttons": [
                {"index": 0, "type": "quick_reply", "payload": "remarcar:311"},
                {"index": 1, "type": "url", "suffix": "48213"},
                {"index": 2, "type": "copy_code", "coupon": "AURORA25"},
                {"index": 3, "type": "flow", "token": "agenda-311", "data": {"loja": "Pinheiros"}},
                {"index": 4, "type": "catalog", "product_id": "TENIS-42-AZUL"},
                {"index": 5, "type": "products", "product_id": "TENIS-42-AZUL", "sections": PRODUCT_SECTIONS},
                {"index": 6, "type": "voice_call", "minutes": 60, "payload": "pedido-48213"},
            ],
        },
        {"name": "codigo", "language": "pt_BR", "body": {"1": "483920"}}
        | {"buttons": [{"index": 0, "type": "otp", "code": "483920"}]},
        {"name": "oferta", "language": "en_US", "header": {"type": "location", **PLACE}, "offer_ends_at": 1790000000000}
        | {
            "buttons": [
                {"index": 1, "type": "flow"},
                {"index": 2, "type": "catalog"},
                {"index": 3, "type": "voice_call"},
            ]
        },
        {
            "name": "novidades",
            "language": "pt_BR",
            "cards": [
                {
                    "header": PICTURE,
                    "body": {"1": "Tênis azul"},
                    "buttons": [{"index": 0, "type": "url", "suffix": "azul"}],
                },
                {
                    "header": FILM,
                    "body": {"1": "Tênis verde"},
                    "buttons": [{"index": 0, "type": "url", "suffix": "verde"}],
                },
            ],
        },
        {"name": "ola", "language": "fil"},
    ],
}

ALL = [(name, content) for name, contents in SAMPLES.items() for content in contents]
IDS = [f"{name}-{place}" for name, contents in SAMPLES.items() for place, _ in enumerate(contents)]


def paths(content: Any, pattern: str) -> Iterator[str]:
    """The paths in `content` that `pattern` stands for: its `*` is any key or index."""
    step, _, rest = pattern.partition(".")
    keys = content.keys() if isinstance(content, dict) else range(len(content)) if isinstance(content, list) else ()
    for key in keys:
        if step not in ("*", str(key)):
            continue
        yield from (f"{key}.{path}" for path in paths(content[key], rest)) if rest else (str(key),)


def at(content: Any, path: str) -> Any:
    """What stands there."""
    for step in path.split("."):
        content = content[int(step) if isinstance(content, list) else step]
    return content


def put(content: Any, path: str, value: Any) -> Any:
    """A copy of `content` with `value` there."""
    step, _, rest = path.partition(".")
    key = int(step) if isinstance(content, list) else step
    changed = list(content) if isinstance(content, list) else dict(content)
    changed[key] = put(content[key], rest, value) if rest else value
    return changed
