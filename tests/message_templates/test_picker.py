"""Choosing, filling in and sending a template in a conversation, as a page and as JSON."""

from uuid import uuid4

import pytest

from chatapp import message_templates
from chatapp.extensions import db
from chatapp.jobs import SENDING
from chatapp.message_templates import syncing
from chatapp.message_templates.picker.pages import written
from chatapp.models import Message, MessageTemplate
from chatapp.workers.worker import make_worker
from tests import factories
from tests.counting import statements
from tests.message_templates.conftest import WABA_ID
from tests.message_templates.samples import BUILDS

FRAGMENT = {"HX_Request": "true", "HX_Target": "dialog#compose"}


def said(conversation) -> Message:
    db.session.expire_all()
    return db.session.query(Message).filter_by(conversation_id=conversation.id).one()


def filled_in(**fields: str) -> dict:
    return {"client_id": str(uuid4()), **fields}


def test_when_the_window_is_shut_the_composer_is_the_picker(page, agent, shut, template):
    template("greeting")
    html = page.sign_in(agent).get(shut.path).text
    assert f'hx-get="{shut.path}/templates?part=list"' in html
    listed = page.get(f"{shut.path}/templates?part=list", **FRAGMENT).text
    assert "Greeting" in listed
    assert "<html" not in listed


def test_only_what_can_be_sent_is_offered(page, api, agent, shut, template, number):
    good = template("greeting")
    template("order", status="PAUSED")
    template("visit", waba_id="of another number")
    other = factories.phone_number(factories.account())
    template("code", account_id=other.account_id)
    api.sign_in(agent)
    assert [one["id"] for one in api.get(f"{shut.path}/templates").json["templates"]] == [good.id]
    assert page.sign_in(agent).get(f"{shut.path}/templates").text.count('class="offer"') == 1


@pytest.mark.parametrize(
    ("words", "found"),
    [("gree", ["greeting"]), ("TUDO bem", ["greeting"]), ("pedido saiu", ["order"]), ("acompanhar", ["order"]),
     ("100%", []), ("quick_reply", []), ("", ["greeting", "order"])],
)  # fmt: skip
def test_searching_names_and_texts(api, agent, shut, template, words: str, found: list[str]):
    template("greeting"), template("order")
    api.sign_in(agent)
    answer = api.get(f"{shut.path}/templates?q={words}")
    assert [one["name"] for one in answer.json["templates"]] == found


def test_favourites_come_first_and_are_ones_own(page, api, agent, shut, template):
    first, second = template("greeting"), template("order")
    colleague = factories.user(agent.account)
    page.sign_in(agent)
    answer = page.post(f"/templates/{second.id}/favourite", headers={"HX-Request": "true"}, wanted="yes")
    assert 'aria-pressed="true"' in answer.text
    page.post(f"/templates/{second.id}/favourite", wanted="yes")
    api.sign_in(agent)
    order = [(one["id"], one["favourite"]) for one in api.get(f"{shut.path}/templates").json["templates"]]
    assert order == [(second.id, True), (first.id, False)]
    assert api.post(f"/templates/{second.id}/favourite", wanted=False).json["template"]["favourite"] is False
    message_templates.set_favourite(colleague, first, True)
    db.session.commit()
    assert [one["id"] for one in api.get(f"{shut.path}/templates").json["templates"]] == [first.id, second.id]


def test_the_number_of_queries_does_not_grow(page, agent, shut, template):
    template("greeting")
    page.sign_in(agent)
    with statements() as few:
        page.get(f"{shut.path}/templates")
    for build in ("order", "offer", "visit", "cards"):
        template(build)
    with statements() as many:
        page.get(f"{shut.path}/templates")
    assert len(many) == len(few)


def test_what_we_know_of_the_customer_is_filled_in(page, api, agent, shut, template):
    greeting, order = template("greeting"), template("order")
    page.sign_in(agent)
    html = page.get(f"{shut.path}/templates/{greeting.id}").text
    assert 'name="body.1" value="Helena"' in html
    assert "Olá Helena, tudo bem?" in html
    api.sign_in(agent)
    told = api.get(f"{shut.path}/templates/{order.id}").json
    assert told["values"] == {"body.nome": "Helena"}
    assert told["suggestions"][:2] == ["Helena", "Helena Prado"]
    assert [need["path"] for need in told["template"]["needs"]] == [
        "header.values.numero",
        "body.nome",
        "body.numero",
        "buttons.0.suffix",
    ]


def test_every_build_has_a_form(page, agent, shut, template):
    page.sign_in(agent)
    for build in BUILDS:
        answer = page.get(f"{shut.path}/templates/{template(build).id}")
        assert answer.status_code == 200, build


def test_the_preview_follows_what_is_written(page, api, agent, shut, template):
    order = template("order")
    path = f"{shut.path}/templates/{order.id}/preview"
    fields = {"header.values.numero": "77", "body.nome": "<b>Bia</b>", "body.numero": ""}
    html = page.sign_in(agent).post(path, headers={"HX-Request": "true"}, **fields).text
    assert "Pedido 77" in html
    assert "Olá &lt;b&gt;Bia&lt;/b&gt;, o pedido {{numero}} saiu." in html
    api.sign_in(agent)
    assert api.post(path, **fields).json["preview"]["header"] == "Pedido 77"


def test_sending_though_the_window_is_shut(page, agent, shut, template):
    order = template("order")
    fields = {"header.values.numero": "77", "body.nome": "Bia", "body.numero": "77", "buttons.0.suffix": "a/77"}
    answer = page.sign_in(agent).post(f"{shut.path}/templates/{order.id}", **filled_in(**fields))
    assert (answer.status_code, answer.location) == (303, shut.path)
    message = said(shut)
    assert (message.kind, message.content["name"], message.content["language"]) == ("template", "order", "pt_BR")
    assert message.content["shown"]["body"] == "Olá Bia, o pedido 77 saiu."
    assert message.content["shown"]["buttons"][0]["url"] == "https://loja.example/r/a/77"
    assert message.says.to_graph()["template"]["components"] == [
        {"type": "header", "parameters": [{"type": "text", "parameter_name": "numero", "text": "77"}]},
        {
            "type": "body",
            "parameters": [
                {"type": "text", "parameter_name": "nome", "text": "Bia"},
                {"type": "text", "parameter_name": "numero", "text": "77"},
            ],
        },
        {"type": "button", "sub_type": "url", "index": "0", "parameters": [{"type": "text", "text": "a/77"}]},
    ]


def test_the_same_once_more_is_the_same_message_even_if_the_template_has_changed(api, agent, shut, template):
    greeting = template("greeting")
    api.sign_in(agent)
    sent = {"client_id": str(uuid4()), "body": {"1": "Bia"}}
    first = api.post(f"{shut.path}/templates/{greeting.id}", **sent)
    assert first.status_code == 201, first.text
    greeting.components = [{"type": "BODY", "text": "Oi {{1}}, como vai?"}]
    db.session.commit()
    assert api.post(f"{shut.path}/templates/{greeting.id}", **sent).json == first.json
    other = api.post(f"{shut.path}/templates/{greeting.id}", **{**sent, "body": {"1": "Ana"}})
    assert (other.status_code, other.json["error"]["code"]) == (409, "client_id_taken")


def test_what_is_missing_is_said_beside_the_field(page, api, agent, shut, template):
    order = template("order")
    path = f"{shut.path}/templates/{order.id}"
    fields = filled_in(**{"body.nome": "Bia", "body.numero": "a\tb"})
    answer = page.sign_in(agent).post(path, headers={"HX-Request": "true"}, **fields)
    assert answer.status_code == 422
    assert answer.text.count('aria-invalid="true"') == 3
    assert 'name="body.nome" value="Bia"' in answer.text
    api.sign_in(agent)
    error = api.post(path, client_id=str(uuid4()), body={"nome": "Bia", "numero": "a\tb"}).json["error"]
    assert set(error["fields"]) == {"header.values.numero", "body.numero", "buttons.0.suffix"}
    assert db.session.query(Message).count() == 0


def test_as_a_message_of_the_json_api(api, agent, shut, template):
    template("greeting")
    api.sign_in(agent)
    content = {"name": "greeting", "language": "pt_BR", "body": {"1": "Bia"}, "shown": {"body": "Outra coisa"}}
    answer = api.post(f"{shut.path}/messages", client_id=str(uuid4()), kind="template", content=content)
    assert answer.status_code == 201, answer.text
    assert said(shut).content["shown"]["body"] == "Olá Bia, tudo bem?"
    for wrong, field in (
        ({**content, "language": "en"}, "name"),
        ({**content, "body": {"nome": "Bia"}}, "body.1"),
        ({**content, "body": {"1": "Bia", "2": "x"}}, "body.2"),
        ({**content, "header": {"type": "text", "values": {"1": "x"}}}, "header"),
        ({**content, "buttons": [{"index": 0, "type": "url", "suffix": "x"}]}, "buttons.0.type"),
    ):
        answer = api.post(f"{shut.path}/messages", client_id=str(uuid4()), kind="template", content=wrong)
        assert answer.status_code == 422
        assert field in answer.json["error"]["fields"]


@pytest.mark.parametrize("status", ["PAUSED", "DISABLED", "PENDING", "REJECTED"])
def test_a_template_that_meta_would_not_send(api, agent, shut, template, status: str):
    path = f"{shut.path}/templates/{template('greeting', status=status).id}"
    api.sign_in(agent)
    answer = api.post(path, client_id=str(uuid4()), body={"1": "Bia"})
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "template_not_usable")


def test_one_time_codes_need_a_phone(api, agent, number, template):
    hidden = factories.contact(agent.account, wa_id=None, bsuid="BR.1349")
    known = factories.contact(agent.account)
    api.sign_in(agent)
    code = template("code")
    answers = []
    for person in (hidden, known):
        path = f"{factories.conversation(number, person).path}/templates/{code.id}"
        answers.append(api.post(path, client_id=str(uuid4()), body={"1": "1"}))
    assert [answer.status_code for answer in answers] == [409, 201]
    assert answers[0].json["error"]["code"] == "phone_needed"


def test_nobody_sends_in_conversations_that_they_do_not_see(api, agent, shut, template):
    greeting = template("greeting")
    shut.assignee_id = factories.user(agent.account).id
    db.session.commit()
    api.sign_in(agent)
    for path in (f"{shut.path}/templates", f"{shut.path}/templates/{greeting.id}"):
        assert api.get(path).status_code == 404
    assert api.post(f"{shut.path}/templates/{greeting.id}", client_id=str(uuid4()), body={"1": "a"}).status_code == 404
    stranger = factories.user(factories.account())
    api.sign_in(stranger)
    assert api.post(f"/templates/{greeting.id}/favourite", wanted=True).status_code == 404


def test_the_offer_ends_when_the_agents_clock_says(page, agent, shut, template):
    offer = template("offer")
    path = f"{shut.path}/templates/{offer.id}"
    answer = page.sign_in(agent).post(
        path, headers={"HX-Request": "true"}, **filled_in(**{"offer_ends_at": "2026-11-30T18:00", "body.1": "a"})
    )
    assert answer.status_code == 422
    assert 'value="2026-11-30T18:00"' in answer.text
    with page.client.application.test_request_context():
        assert written({"offer_ends_at": "2026-11-30T18:00-03:00"}) == {"offer_ends_at": 1796072400000}


def test_it_reaches_the_customer(api, agent, number, whatsapp, app):
    syncing.sync(number.account_id, WABA_ID)
    whatsapp.post("customers", name="Helena", wa_id="5511987650001")
    customer = factories.contact(agent.account, wa_id="5511987650001")
    conversation = factories.conversation(number, customer, window=None)
    order = db.session.query(MessageTemplate).filter_by(name="pedido_enviado").one()
    api.sign_in(agent)
    answer = api.post(
        f"{conversation.path}/templates/{order.id}",
        client_id=str(uuid4()),
        header={"values": {"numero": "10"}},
        body={"nome": "Helena", "numero": "10"},
        buttons=[{"suffix": "10"}],
    )
    assert answer.status_code == 201, answer.text
    make_worker(app, [SENDING]).work(burst=True, logging_level="WARNING")
    message = said(conversation)
    assert (message.status.name, message.error_code) == ("SENT", None)
    assert [sent["type"] for sent in whatsapp.booked()] == ["template"]
