"""Messages kept for reuse: whose they are, what they may say, how they are found."""

import pytest

from chatapp.extensions import db
from chatapp.models import Media, MediaState, Message, QuickReply, Role
from tests import factories

BUTTONS = {"body": "Quando?", "buttons": [{"id": "a", "title": "Hoje"}, {"id": "b", "title": "Amanhã"}]}


@pytest.fixture
def account(app):
    return factories.account()


@pytest.fixture
def agent(account):
    return factories.user(account)


@pytest.fixture
def supervisor(account):
    return factories.user(account, Role.SUPERVISOR)


@pytest.fixture
def conversation(account):
    return factories.conversation(factories.phone_number(account), factories.contact(account))


@pytest.fixture
def program(api, agent):
    api.sign_in(agent)
    return api


def kept(owner, name="Endereço", body="Rua das Flores, 10", shared=False, **values) -> QuickReply:
    row = QuickReply(account_id=owner.account_id, owner_id=None if shared else owner.id, name=name, kind="text", uses=0)
    row.content = {"body": body, "preview_url": False}
    for key, value in values.items():
        setattr(row, key, value)
    db.session.add(row)
    db.session.commit()
    return row


def names(answer) -> list[str]:
    return [one["name"] for one in answer.json["quick_replies"]]


def test_a_program_keeps_changes_and_deletes_one(program):
    made = program.post("/quick-replies", name="Quando", kind="buttons", content=BUTTONS)
    assert made.status_code == 201
    reply = made.json["quick_reply"]
    assert (reply["kind"], reply["content"], reply["shared"], reply["uses"]) == ("buttons", BUTTONS, False, 0)
    assert made.location == f"/quick-replies/{reply['id']}"

    renamed = program.patch(made.location, name="Que dia?").json["quick_reply"]
    assert (renamed["name"], renamed["content"]) == ("Que dia?", BUTTONS)
    assert program.delete(made.location).status_code == 204
    assert program.get(made.location).status_code == 404


def test_what_could_not_be_sent_is_not_kept(program):
    answer = program.post("/quick-replies", name="x", kind="buttons", content={**BUTTONS, "buttons": []})
    assert (answer.status_code, list(answer.json["error"]["fields"])) == (422, ["buttons"])
    assert program.post("/quick-replies", name="", body="Oi").json["error"]["fields"].keys() == {"name"}
    reaction = program.post("/quick-replies", name="x", kind="reaction", content={"target": "w", "emoji": "👍"})
    assert reaction.status_code == 422


def test_one_sees_the_companys_and_ones_own(program, agent, supervisor):
    kept(agent, "Meu")
    kept(supervisor, "Da empresa", shared=True)
    kept(supervisor, "Só dela")
    kept(factories.user(factories.account()), "De fora", shared=True)
    assert sorted(names(program.get("/quick-replies"))) == ["Da empresa", "Meu"]


def test_words_are_looked_for_in_name_and_text_and_the_most_used_comes_first(program, agent):
    kept(agent, "Endereço", "Rua das Flores")
    kept(agent, "Flores", "Rosas", uses=3)
    kept(agent, "100%", "Sim")
    assert names(program.get("/quick-replies?q=flores")) == ["Flores", "Endereço"]
    assert names(program.get("/quick-replies?q=%25")) == ["100%"]


def test_agents_neither_share_nor_change_what_is_shared(program, supervisor):
    shared = kept(supervisor, shared=True)
    assert program.post("/quick-replies", name="x", body="y", shared=True).status_code == 403
    assert program.patch(f"/quick-replies/{shared.id}", name="z").status_code == 403
    assert program.delete(f"/quick-replies/{shared.id}").status_code == 403


def test_supervisors_do(api, supervisor):
    api.sign_in(supervisor)
    made = api.post("/quick-replies", name="x", body="y", shared=True)
    assert made.json["quick_reply"]["shared"] is True
    assert api.patch(made.location, body="z").json["quick_reply"]["content"]["body"] == "z"
    assert api.get(made.location).json["quick_reply"]["shared"] is True


def test_nobody_keeps_a_file_that_is_not_theirs(program, account, supervisor):
    row = Media(account_id=account.id, uploader_id=supervisor.id, kind="image", state=MediaState.READY)
    db.session.add(row)
    db.session.commit()
    answer = program.post("/quick-replies", name="x", kind="image", content={"media_id": row.id})
    assert (answer.status_code, list(answer.json["error"]["fields"])) == (422, ["media_id"])


def test_sending_one_counts(program, agent, conversation):
    reply = kept(agent)
    sent = program.post(f"/quick-replies/{reply.id}/sends", conversation_id=conversation.id)
    assert (sent.status_code, sent.json["content"]["body"]) == (201, "Rua das Flores, 10")
    assert program.post(f"/quick-replies/{reply.id}/uses").status_code == 204
    assert program.get(f"/quick-replies/{reply.id}").json["quick_reply"]["uses"] == 2
    assert db.session.scalar(db.select(db.func.count()).select_from(Message)) == 1


def test_a_person_looks_after_them_without_script(page, supervisor):
    desk = page.sign_in(supervisor)
    assert desk.post("/quick-replies", name="Horário", body="Das 9 às 18", shared="on").location == "/quick-replies"
    assert "Das 9 às 18" in desk.get("/quick-replies").text
    reply = db.session.scalars(db.select(QuickReply)).one()
    assert reply.owner_id is None

    form = desk.get(f"/quick-replies/{reply.id}").text
    assert 'value="Horário"' in form
    desk.post(f"/quick-replies/{reply.id}", name="Horários", body="Das 8 às 18")
    db.session.refresh(reply)
    assert (reply.name, reply.content["body"], reply.owner_id) == ("Horários", "Das 8 às 18", supervisor.id)

    desk.post(f"/quick-replies/{reply.id}/deletion")
    assert "Das 8 às 18" not in desk.get("/quick-replies").text


def test_a_mistake_comes_back_with_what_was_typed(page, agent):
    answer = page.sign_in(agent).post("/quick-replies", name="", body="Das 9 às 18")
    assert answer.status_code == 422
    assert "Das 9 às 18" in answer.text
    assert 'id="name-note"' in answer.text


def test_the_composers_list_offers_texts_to_write_and_the_rest_to_send(page, agent, conversation):
    text = kept(agent)
    other = kept(agent, "Quando", kind="buttons", content=BUTTONS)
    html = page.sign_in(agent).get(f"/quick-replies?conversation_id={conversation.id}", hx_request="true").text
    assert f'data-text="Rua das Flores, 10" data-used="/quick-replies/{text.id}/uses"' in html
    assert f'hx-post="/quick-replies/{other.id}/sends"' in html
