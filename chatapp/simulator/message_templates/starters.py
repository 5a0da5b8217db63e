"""Approved templates every simulated account starts with: one of each common build."""

from typing import Any

QUALITY = {"score": "GREEN", "date": 1790000000}


def starter(
    name: str,
    category: str,
    components: list[dict[str, Any]],
    language: str = "pt_BR",
    parameter_format: str = "POSITIONAL",
    status: str = "APPROVED",
) -> dict[str, Any]:
    """A template document."""
    return {
        "name": name,
        "parameter_format": parameter_format,
        "components": components,
        "language": language,
        "status": status,
        "category": category,
        "quality_score": QUALITY,
    }


STARTERS: list[dict[str, Any]] = [
    starter(
        "hello_world",
        "UTILITY",
        [
            {"type": "HEADER", "format": "TEXT", "text": "Hello World"},
            {
                "type": "BODY",
                "text": "Welcome and congratulations!! This message demonstrates your ability to send a "
                "WhatsApp message notification from the Cloud API.",
            },
            {"type": "FOOTER", "text": "WhatsApp Business Platform sample message"},
        ],
        language="en_US",
    ),
    starter(
        "retomar_conversa",
        "UTILITY",
        [
            {
                "type": "BODY",
                "text": "Olá {{1}}, temos novidades sobre o seu atendimento. Podemos continuar por aqui?",
                "example": {"body_text": [["Ana"]]},
            },
            {"type": "FOOTER", "text": "Responda PARAR para não receber mais avisos"},
            {
                "type": "BUTTONS",
                "buttons": [
                    {"type": "QUICK_REPLY", "text": "Sim, continuar"},
                    {"type": "QUICK_REPLY", "text": "Agora não"},
                ],
            },
        ],
    ),
    starter(
        "pedido_enviado",
        "UTILITY",
        [
            {
                "type": "HEADER",
                "format": "TEXT",
                "text": "Pedido {{numero}}",
                "example": {"header_text_named_params": [{"param_name": "numero", "example": "10"}]},
            },
            {
                "type": "BODY",
                "text": "Olá {{nome}}, seu pedido {{numero}} saiu hoje para entrega.",
                "example": {
                    "body_text_named_params": [
                        {"param_name": "nome", "example": "Ana"},
                        {"param_name": "numero", "example": "10"},
                    ]
                },
            },
            {
                "type": "BUTTONS",
                "buttons": [
                    {
                        "type": "URL",
                        "text": "Acompanhar",
                        "url": "https://loja.example/rastreio/{{1}}",
                        "example": ["https://loja.example/rastreio/10"],
                    },
                    {"type": "PHONE_NUMBER", "text": "Ligar", "phone_number": "+551140000001"},
                ],
            },
        ],
        parameter_format="NAMED",
    ),
    starter(
        "oferta_da_semana",
        "MARKETING",
        [
            {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["https://loja.example/oferta.jpg"]}},
            {
                "type": "BODY",
                "text": "{{1}}, só esta semana: {{2}} de desconto em toda a loja!",
                "example": {"body_text": [["Ana", "20%"]]},
            },
            {
                "type": "BUTTONS",
                "buttons": [
                    {"type": "COPY_CODE", "example": "SEMANA20"},
                    {"type": "QUICK_REPLY", "text": "Parar promoções"},
                ],
            },
        ],
    ),
    starter(
        "codigo_de_acesso",
        "AUTHENTICATION",
        [
            {
                "type": "BODY",
                "text": "Seu código de verificação é *{{1}}*. Para sua segurança, não o compartilhe.",
                "add_security_recommendation": True,
                "example": {"body_text": [["123456"]]},
            },
            {
                "type": "BUTTONS",
                "buttons": [
                    {
                        "type": "URL",
                        "text": "Copiar código",
                        "url": "https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}",
                        "example": ["https://www.whatsapp.com/otp/code/?code=otp123456"],
                    }
                ],
            },
        ],
    ),
    starter(
        "visita_agendada",
        "UTILITY",
        [
            {"type": "HEADER", "format": "LOCATION"},
            {
                "type": "BODY",
                "text": "Sua visita está marcada para {{1}} às {{2}}.",
                "example": {"body_text": [["terça-feira", "14h"]]},
            },
        ],
    ),
    starter(
        "promocao_antiga",
        "MARKETING",
        [
            {"type": "BODY", "text": "Aproveite a promoção de inverno na nossa loja."},
        ],
        status="PAUSED",
    ),
]
