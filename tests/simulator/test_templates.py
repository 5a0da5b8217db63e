"""Templates: listing, making, deleting, and sends that must fit them."""

from typing import Any

import pytest

from tests.simulator.receiver import Receiver
from tests.simulator.running import WABA, Running

pytestmark = pytest.mark.usefixtures("ana")


def text(*values: str, **named: str) -> dict[str, Any]:
    positional = [{"type": "text", "text": value} for value in values]
    return {
        "parameters": positional
        + [{"type": "text", "parameter_name": name, "text": value} for name, value in named.items()]
    }


def button(kind: str, index: int, parameter: dict[str, Any]) -> dict[str, Any]:
    return {"type": "button", "sub_type": kind, "index": str(index), "parameters": [parameter]}


HEADER = {"type": "header", **text(numero="10")}
BODY = {"type": "body", **text(nome="Ana", numero="10")}
TRACK = button("url", 0, {"type": "text", "text": "10"})
OFFER = [
    {"type": "header", "parameters": [{"type": "image", "image": {"link": "https://loja.example/a.jpg"}}]},
    {"type": "body", **text("Ana", "20%")},
    button("copy_code", 0, {"type": "coupon_code", "coupon_code": "SEMANA20"}),
]
PLACE = {"type": "header", "parameters": [{"type": "location", "location": {"latitude": -23, "longitude": -46}}]}

SENDS: dict[str, tuple[str, list[dict[str, Any]], int | None]] = {
    "positional": ("retomar_conversa", [{"type": "body", **text("Ana")}], None),
    "quick reply payload": (
        "retomar_conversa",
        [{"type": "body", **text("Ana")}, button("quick_reply", 1, {"type": "payload", "payload": "DEPOIS"})],
        None,
    ),
    "named in any order": ("pedido_enviado", [HEADER, {"type": "body", **text(numero="10", nome="Ana")}, TRACK], None),
    "picture, text and code": ("oferta_da_semana", OFFER, None),
    "upper case": ("retomar_conversa", [{"type": "BODY", "parameters": [{"type": "TEXT", "text": "Ana"}]}], None),
    "place": ("visita_agendada", [PLACE, {"type": "body", **text("terça", "14h")}], None),
    "code": (
        "codigo_de_acesso",
        [{"type": "body", **text("123456")}, button("url", 0, {"type": "text", "text": "123456"})],
        None,
    ),
    "too few": ("retomar_conversa", [], 132000),
    "too many": ("retomar_conversa", [{"type": "body", **text("Ana", "Bia")}], 132000),
    "header without its picture": ("oferta_da_semana", OFFER[1:], 132012),
    "header with another kind": (
        "oferta_da_semana",
        [
            {"type": "header", "parameters": [{"type": "video", "video": {"link": "https://loja.example/a.mp4"}}]},
            *OFFER[1:],
        ],
        132012,
    ),
    "name unknown": ("pedido_enviado", [HEADER, {"type": "body", **text(nome="Ana", pedido="1")}, TRACK], 100),
    "names for numbers": ("retomar_conversa", [{"type": "body", **text(nome="Ana")}], 132012),
    "dynamic link without its end": ("pedido_enviado", [HEADER, BODY], 131008),
    "button of another kind": (
        "pedido_enviado",
        [HEADER, BODY, TRACK, button("quick_reply", 1, {"type": "payload", "payload": "x"})],
        132012,
    ),
    "button that is not there": (
        "retomar_conversa",
        [{"type": "body", **text("Ana")}, button("quick_reply", 5, {"type": "payload", "payload": "x"})],
        132012,
    ),
    "text too long": ("retomar_conversa", [{"type": "body", **text("x" * 1024)}], 132005),
    "unknown": ("nao_existe", [], 132001),
    "paused": ("promocao_antiga", [], 132015),
}


@pytest.mark.parametrize("case", SENDS)
def test_sends_must_fit(simulator: Running, case: str) -> None:
    name, components, code = SENDS[case]
    template = {"name": name, "language": {"code": "pt_BR"}, "components": components}
    answer = simulator.send(type="template", template=template)
    error = answer.json().get("error", {})
    assert error.get("code") == code, answer.text
    assert answer.status_code == {None: 200, 132001: 404}.get(code, 400)


def test_other_language_is_another_template(simulator: Running) -> None:
    answer = simulator.send(type="template", template={"name": "hello_world", "language": {"code": "pt_BR"}})
    assert answer.json()["error"]["error_data"]["details"] == "template name (hello_world) does not exist in pt_BR"


def test_codes_do_not_go_to_user_ids(simulator: Running) -> None:
    lia = simulator.customer("Lia", None, username="lia")
    _, components, _ = SENDS["code"]
    template = {"name": "codigo_de_acesso", "language": {"code": "pt_BR"}, "components": components}
    answer = simulator.send(to=None, recipient=lia["user_id"], type="template", template=template)
    assert answer.json()["error"]["code"] == 131062


def test_price_is_the_category_s(simulator: Running, received: Receiver) -> None:
    simulator.send(type="template", template={"name": "hello_world", "language": {"code": "en_US"}})
    received.wait_for("delivered")
    pricing = received.statuses("delivered")[0]["pricing"]
    assert pricing == {"billable": True, "pricing_model": "PMP", "type": "regular", "category": "utility"}


def test_list_pages_and_filters(simulator: Running) -> None:
    path, names = f"{WABA}/message_templates?limit=3", []
    while path:
        page = simulator.graph("GET", path).json()
        names += [template["name"] for template in page["data"]]
        path = page["paging"].get("next", "").partition("/v26.0/")[2]
    assert names[:2] == ["hello_world", "retomar_conversa"]
    assert len(names) == len(set(names)) == 7
    approved = simulator.graph("GET", f"{WABA}/message_templates?status=approved&category=MARKETING").json()["data"]
    assert [template["name"] for template in approved] == ["oferta_da_semana"]
    [brief] = simulator.graph("GET", f"{WABA}/message_templates?name=visita&fields=name,status").json()["data"]
    assert set(brief) == {"id", "name", "status"}


NEW = {
    "name": "aviso",
    "language": "pt_BR",
    "category": "UTILITY",
    "components": [{"type": "BODY", "text": "Olá {{1}}, chegou.", "example": {"body_text": [["Ana"]]}}],
}


@pytest.mark.parametrize("decision", ["APPROVED", "REJECTED"])
def test_new_template_is_reviewed_and_told(simulator: Running, received: Receiver, decision: str) -> None:
    simulator.switch(template_review=decision)
    made = simulator.graph("POST", f"{WABA}/message_templates", json=NEW).json()
    assert (made["status"], made["category"]) == ("PENDING", "UTILITY")
    template = {"name": "aviso", "language": {"code": "pt_BR"}, "components": [{"type": "body", **text("Ana")}]}
    assert simulator.send(type="template", template=template).json()["error"]["code"] == 132001
    received.wait(lambda seen: seen.accepted())
    document = received.deliveries[0].document["entry"][0]
    value = document["changes"][0]["value"]
    assert document["changes"][0]["field"] == "message_template_status_update"
    assert isinstance(document["time"], int)
    assert (value["event"], value["message_template_id"]) == (decision, int(made["id"]))
    assert simulator.graph("GET", made["id"]).json()["status"] == decision
    assert simulator.send(type="template", template=template).status_code == (200 if decision == "APPROVED" else 404)


def test_template_exists_once_and_is_deleted_by_name(simulator: Running) -> None:
    simulator.graph("POST", f"{WABA}/message_templates", json=NEW)
    again = simulator.graph("POST", f"{WABA}/message_templates", json=NEW).json()["error"]
    assert (again["code"], again["error_subcode"]) == (100, 2388024)
    assert simulator.graph("DELETE", f"{WABA}/message_templates?name=aviso").json() == {"success": True}
    assert simulator.graph("DELETE", f"{WABA}/message_templates?name=aviso").status_code == 404


def test_template_is_edited_as_a_whole(simulator: Running) -> None:
    [found] = simulator.graph("GET", f"{WABA}/message_templates?name=promocao_antiga").json()["data"]
    components = [{"type": "BODY", "text": "Aproveite a promoção de verão."}]
    assert simulator.graph("POST", found["id"], json={"components": components}).json()["success"] is True
    assert simulator.graph("GET", found["id"]).json()["components"] == components


FAULTY: dict[str, tuple[dict[str, Any], int]] = {
    "name": ({"name": "Aviso Novo"}, 100),
    "language": ({"language": "português"}, 100),
    "category": ({"category": "SERVICE"}, 100),
    "no body": ({"components": [{"type": "FOOTER", "text": "x"}]}, 100),
    "body too long": ({"components": [{"type": "BODY", "text": "x" * 1025}]}, 2388040),
    "variable at the end": ({"components": [{"type": "BODY", "text": "Olá {{1}}", "example": {}}]}, 2388299),
    "no sample": ({"components": [{"type": "BODY", "text": "Olá {{1}}, oi"}]}, 100),
    "gap in numbers": ({"components": [{"type": "BODY", "text": "A {{1}} e {{3}}, oi", "example": {"x": 1}}]}, 100),
    "eleven buttons": (
        {
            "components": [
                *NEW["components"],
                {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": str(place)} for place in range(11)]},
            ]
        },
        100,
    ),
    "replies apart": (
        {
            "components": [
                *NEW["components"],
                {
                    "type": "BUTTONS",
                    "buttons": [
                        {"type": "QUICK_REPLY", "text": "A"},
                        {"type": "PHONE_NUMBER", "text": "B", "phone_number": "+1"},
                        {"type": "QUICK_REPLY", "text": "C"},
                    ],
                },
            ]
        },
        100,
    ),
}


@pytest.mark.parametrize("case", FAULTY)
def test_faulty_templates(simulator: Running, case: str) -> None:
    change, code = FAULTY[case]
    answer = simulator.graph("POST", f"{WABA}/message_templates", json={**NEW, **change})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, code), answer.text
