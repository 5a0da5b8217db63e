"""Templates as Meta tells them, one of each build."""

from typing import Any


def body(text: str, *samples: str, named: dict[str, str] | None = None) -> dict[str, Any]:
    part: dict[str, Any] = {"type": "BODY", "text": text}
    if samples:
        part["example"] = {"body_text": [list(samples)]}
    if named:
        part["example"] = {"body_text_named_params": [{"param_name": k, "example": v} for k, v in named.items()]}
    return part


def header(format: str, **more: Any) -> dict[str, Any]:
    return {"type": "HEADER", "format": format, **more}


def buttons(*made: dict[str, Any]) -> dict[str, Any]:
    return {"type": "BUTTONS", "buttons": list(made)}


def card(text: str, *made: dict[str, Any]) -> dict[str, Any]:
    return {"components": [header("IMAGE", example={"header_handle": ["4::x"]}), body(text, "5"), buttons(*made)]}


QUICK = {"type": "QUICK_REPLY", "text": "Parar"}
LINK = {
    "type": "URL",
    "text": "Acompanhar",
    "url": "https://loja.example/r/{{1}}",
    "example": ["https://loja.example/r/9"],
}
FIXED = {"type": "URL", "text": "Site", "url": "https://loja.example"}
CALL = {"type": "PHONE_NUMBER", "text": "Ligar", "phone_number": "+551140000001"}
COUPON = {"type": "COPY_CODE", "example": "SEMANA20"}
OTP = {"type": "URL", "text": "Copiar", "url": "https://www.whatsapp.com/otp/code/?code=otp{{1}}", "example": ["x"]}

GREETING = [body("Olá {{1}}, tudo bem?", "Ana"), {"type": "FOOTER", "text": "Torra"}, buttons(QUICK)]
TITLED = {"header_text_named_params": [{"param_name": "numero", "example": "1"}]}
ORDER = [
    header(
        "TEXT",
        text="Pedido {{numero}}",
        example={"header_text_named_params": [{"param_name": "numero", "example": "1"}]},
    ),
    body("Olá {{nome}}, o pedido {{numero}} saiu.", named={"nome": "Ana", "numero": "10"}),
    buttons(LINK, CALL),
]
OFFER = [
    header("IMAGE", example={"header_handle": ["https://x.example/a.jpg"]}),
    body("Só hoje, {{1}}: {{2}} em tudo.", "Ana", "20%"),
    {"type": "LIMITED_TIME_OFFER", "limited_time_offer": {"text": "Corra", "has_expiration": True}},
    buttons(COUPON, FIXED),
]
VISIT = [header("LOCATION"), body("Esperamos você às {{1}}.", "14h")]
CODE = [body("*{{1}}* é seu código.", "123456"), buttons(OTP)]
CARDS = [
    body("Escolha, {{1}}.", "Ana"),
    {"type": "CAROUSEL", "cards": [card("Por {{1}} reais.", QUICK, LINK), card("Só {{1}} reais.", QUICK, LINK)]},
]
PRODUCTS = [body("Veja {{1}} itens.", "3"), buttons({"type": "MPM", "text": "Ver"})]
FLOW = [body("Conte-nos."), buttons({"type": "FLOW", "text": "Abrir", "flow_id": "77"})]
CATALOG = [body("Nosso catálogo."), buttons({"type": "CATALOG", "text": "Ver catálogo"})]
VOICE = [body("Fale conosco."), buttons({"type": "VOICE_CALL", "text": "Ligar agora"})]

#: Name -> (components, category).
BUILDS: dict[str, tuple[list[dict[str, Any]], str]] = {
    "greeting": (GREETING, "UTILITY"),
    "order": (ORDER, "UTILITY"),
    "offer": (OFFER, "MARKETING"),
    "visit": (VISIT, "UTILITY"),
    "code": (CODE, "AUTHENTICATION"),
    "cards": (CARDS, "MARKETING"),
    "products": (PRODUCTS, "MARKETING"),
    "flow": (FLOW, "UTILITY"),
    "catalog": (CATALOG, "MARKETING"),
    "voice": (VOICE, "UTILITY"),
}
