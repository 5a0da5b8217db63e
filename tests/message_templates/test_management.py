"""Looking after templates: the list, and what is done at Meta first."""

import io

import pytest
from PIL import Image

from chatapp.extensions import db
from chatapp.message_templates import syncing
from chatapp.models import Media, MediaState, MessageTemplate, Role
from chatapp.storage import new_key, storage
from tests import factories
from tests.message_templates.conftest import WABA_ID
from tests.message_templates.test_drafts import GOOD

FORM = {
    "name": "novo_modelo",
    "language": "pt_BR",
    "category": "UTILITY",
    "header.type": "",
    "body.text": "Olá {{1}}, tudo bem?",
    "body.samples.1": "Ana",
    "footer": "",
    "buttons.0.type": "QUICK_REPLY",
    "buttons.0.text": "Sim",
}


def named(name: str) -> MessageTemplate:
    db.session.expire_all()
    return db.session.query(MessageTemplate).filter_by(name=name).one()


def test_only_those_who_look_after_them(page, api, account, agent, template):
    row = template("greeting")
    page.sign_in(agent)
    assert 'href="/templates"' not in page.get("/conversations").text
    for path in ("/templates", "/templates/new", f"/templates/{row.id}", f"/templates/{row.id}/edit"):
        assert page.get(path).status_code == 403
    for path in ("/templates", "/templates/sync", f"/templates/{row.id}", f"/templates/{row.id}/deletion"):
        assert page.post(path, name="x").status_code == 403
    api.sign_in(agent)
    assert api.get("/templates").status_code == 403
    for role in (Role.SUPERVISOR, Role.ADMIN):
        page.sign_in(factories.user(account, role))
        assert 'href="/templates"' in page.get("/conversations").text
        assert page.get("/templates").status_code == 200


def test_nobody_sees_another_companys(page, api, supervisor, template):
    stranger = factories.phone_number(factories.account())
    foreign = template("greeting", account_id=stranger.account_id)
    api.sign_in(supervisor)
    assert api.get("/templates").json == {"templates": []}
    assert api.get(f"/templates/{foreign.id}").status_code == 404
    assert api.delete(f"/templates/{foreign.id}").status_code == 404
    api.sign_in(factories.user(stranger.account, Role.ADMIN))
    assert len(api.get("/templates").json["templates"]) == 1


def test_the_list_and_its_filters(page, api, supervisor, template):
    template("greeting", quality="GREEN")
    template("order", status="REJECTED", rejected_reason="INVALID_FORMAT\nParameters stand side by side.")
    template("offer", language="es", category_change={"category": "MARKETING", "correct_category": "UTILITY"})
    html = page.sign_in(supervisor).get("/templates").text
    for words in ("Greeting", "High quality", "Rejected", "Spanish", "Becomes Utility", "Olá Ana, tudo bem?"):
        assert words in html
    api.sign_in(supervisor)
    for query, names in (
        ("status=REJECTED", ["order"]),
        ("category=MARKETING", ["offer"]),
        ("language=es", ["offer"]),
        ("q=pedido", ["order"]),
        ("q=pedido&status=APPROVED", []),
    ):
        assert [one["name"] for one in api.get(f"/templates?{query}").json["templates"]] == names
    found = page.get("/templates?q=pedido", HX_Request="true").text
    assert "Order" in found
    assert "<html" not in found


def test_one_template_and_why_meta_rejected_it(page, api, supervisor, template):
    row = template("order", status="REJECTED", rejected_reason="INVALID_FORMAT\nParameters stand side by side.")
    html = page.sign_in(supervisor).get(f"/templates/{row.id}").text
    assert "Parameters stand side by side." in html
    assert "Olá Ana, o pedido 10 saiu." in html
    api.sign_in(supervisor)
    told = api.get(f"/templates/{row.id}").json["template"]
    assert told["rejection"]["code"] == "INVALID_FORMAT"
    assert told["components"] == row.components


def test_the_button_tells_what_it_found(page, api, supervisor, whatsapp):
    answer = page.sign_in(supervisor).post("/templates/sync")
    assert (answer.status_code, answer.location) == (303, "/templates")
    assert "Synchronised with Meta: 7 new." in page.get("/templates").text
    api.sign_in(supervisor)
    assert api.post("/templates/sync").json == {"added": 0, "changed": 0, "deleted": 0, "unchanged": 7}
    whatsapp.turn(token="expired")
    answer = api.post("/templates/sync")
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "meta_refused")
    assert "190" in answer.json["error"]["message"]


def test_making_one_that_is_approved(page, supervisor, whatsapp, work):
    answer = page.sign_in(supervisor).post("/templates", **FORM)
    row = named("novo_modelo")
    assert (answer.status_code, answer.location) == (303, f"/templates/{row.id}")
    assert row.status == "PENDING"
    assert row.components[0]["example"] == {"body_text": [["Ana"]]}
    syncing.sync(supervisor.account_id, WABA_ID)
    assert named("novo_modelo").components == row.components


def test_making_one_as_json(api, supervisor, whatsapp):
    api.sign_in(supervisor)
    answer = api.post("/templates", **{**GOOD, "name": "pedido_a_caminho"})
    assert answer.status_code == 201, answer.text
    told = answer.json["template"]
    assert (told["status"], told["name"], answer.headers["Location"]) == (
        "PENDING",
        "pedido_a_caminho",
        f"/templates/{told['id']}",
    )


def test_mistakes_are_shown_where_they_are(page, api, supervisor, number):
    wrong = {**FORM, "name": "Novo Modelo", "body.text": "{{1}} e {{2}}", "body.samples.1": ""}
    answer = page.sign_in(supervisor).post("/templates", **wrong)
    assert answer.status_code == 422
    assert answer.text.count('aria-invalid="true"') == 4
    assert 'value="Novo Modelo"' in answer.text
    assert page.post("/templates", headers={"HX-Request": "true"}, **wrong).text.lstrip().startswith("<form")
    api.sign_in(supervisor)
    error = api.post("/templates", **{**GOOD, "name": "Novo Modelo"}).json["error"]
    assert list(error["fields"]) == ["name"]


def test_metas_own_refusal_is_told(page, api, supervisor, whatsapp, template):
    """Of a name that Meta has already, and we do not know of."""
    page.sign_in(supervisor)
    answer = page.post("/templates", **{**FORM, "name": "retomar_conversa"})
    assert answer.status_code == 409
    assert "There is a template with this name in this language already. (2388024)" in answer.text
    assert 'value="retomar_conversa"' in answer.text
    template("greeting")
    assert page.post("/templates", **{**FORM, "name": "greeting"}).status_code == 422
    assert db.session.query(MessageTemplate).count() == 1


def test_the_form_grows_with_what_is_written(page, supervisor, number):
    page.sign_in(supervisor)
    more = page.post("/templates/draft", **{**FORM, "body.text": "Oi {{1}} e {{2}}!"}, add="URL").text
    assert 'name="body.samples.2"' in more
    assert 'name="buttons.1.url"' in more
    less = page.post("/templates/draft", **FORM, remove="buttons.0").text
    assert 'name="buttons.0.text"' not in less
    preview = page.post("/templates/draft", headers={"HX-Request": "true"}, **FORM).text
    assert "Olá Ana, tudo bem?" in preview
    typed = page.post("/templates/draft", **{**FORM, "body.text": "Olá {{1}}, tudo ", "body.samples.1": " Ana "}).text
    assert "Olá {{1}}, tudo </textarea>" in typed
    assert 'value=" Ana "' in typed
    code = page.post("/templates/draft", **{**FORM, "category": "AUTHENTICATION"}).text
    assert 'name="code.minutes"' in code
    assert 'name="body.text"' not in code


CAROUSEL = {**FORM, "category": "MARKETING", "build": "carousel", "card_header": "VIDEO"}


def test_a_carousel_begins_with_two_cards_that_stay_alike(page, supervisor, number):
    page.sign_in(supervisor)
    begun = page.post("/templates/draft", **CAROUSEL).text
    assert begun.count('data-uploads="video"') == 2
    assert 'name="footer"' not in begun
    cards = {f"cards.{n}.buttons.0.{key}": value for n in (0, 1) for key, value in BUTTON.items()}
    more = page.post("/templates/draft", **CAROUSEL, **cards, add="cards").text
    assert more.count('value="QUICK_REPLY"') - more.count('name="add" value="QUICK_REPLY"') == 3
    assert 'value="cards.2"' in more
    linked = page.post("/templates/draft", **CAROUSEL, **cards, add="URL").text
    assert 'name="cards.0.buttons.1.url"' in linked
    assert 'name="cards.1.buttons.1.url"' in linked
    bare = page.post("/templates/draft", **CAROUSEL, **cards, remove="buttons.0").text
    assert 'name="cards.1.buttons.0.text"' not in bare
    assert 'value="cards.0"' not in bare


BUTTON = {"type": "QUICK_REPLY", "text": "Quero"}


def test_offers_and_codes_have_fields_of_their_own(page, supervisor, number):
    page.sign_in(supervisor)
    fields = {key: value for key, value in FORM.items() if not key.startswith("buttons")}
    offer = page.post("/templates/draft", **{**fields, "build": "offer"}, headers={"HX-Request": "true"}).text
    for name in ("offer.title", "offer.expires", "buttons.0.sample", "buttons.1.url"):
        assert f'name="{name}"' in offer
    for boxes, is_checked in ((["no", "yes"], True), (["no"], False)):
        sent = {**fields, "build": "offer", "offer.title": "Corra", "offer.expires": boxes}
        html = page.post("/templates/draft", **sent).text
        assert ('name="offer.expires" value="yes" checked' in html) is is_checked
    code = page.post("/templates/draft", **{**fields, "category": "AUTHENTICATION", "code.type": "ZERO_TAP"}).text
    for name in ("code.apps.0.package", "code.apps.0.hash", "code.terms", "code.autofill"):
        assert f'name="{name}"' in code


def test_changing_one(page, api, supervisor, whatsapp):
    syncing.sync(supervisor.account_id, WABA_ID)
    row = named("retomar_conversa")
    page.sign_in(supervisor)
    html = page.get(f"/templates/{row.id}/edit").text
    assert "Sim, continuar" in html
    fields = {**FORM, "name": "anything", "body.text": "Oi {{1}}, podemos seguir?"}
    answer = page.post(f"/templates/{row.id}", **fields)
    assert (answer.status_code, answer.location) == (303, f"/templates/{row.id}")
    changed = named("retomar_conversa")
    assert changed.components[0]["text"] == "Oi {{1}}, podemos seguir?"
    assert changed.category == "UTILITY"
    syncing.sync(supervisor.account_id, WABA_ID)
    assert named("retomar_conversa").components[0]["text"] == "Oi {{1}}, podemos seguir?"
    api.sign_in(supervisor)
    answer = api.patch(f"/templates/{row.id}", body={"text": "Oi, {{1}}"})
    assert (answer.status_code, list(answer.json["error"]["fields"])) == (422, ["body.text", "body.samples.1"])


@pytest.mark.parametrize(
    ("build", "status"), [("products", "APPROVED"), ("greeting", "PENDING"), ("greeting", "DISABLED")]
)
def test_what_cannot_be_changed(page, api, supervisor, template, build: str, status: str):
    row = template(build, status=status)
    assert "cannot be changed here" in page.sign_in(supervisor).get(f"/templates/{row.id}").text
    api.sign_in(supervisor)
    answer = api.patch(f"/templates/{row.id}", **GOOD)
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "not_editable")


def test_deleting_one(page, api, supervisor, whatsapp):
    syncing.sync(supervisor.account_id, WABA_ID)
    first, second = named("retomar_conversa"), named("pedido_enviado")
    answer = page.sign_in(supervisor).post(f"/templates/{first.id}/deletion")
    assert (answer.status_code, answer.location) == (303, "/templates")
    assert page.get(f"/templates/{first.id}").status_code == 404
    api.sign_in(supervisor)
    assert api.delete(f"/templates/{second.id}").status_code == 204
    assert syncing.sync(supervisor.account_id, WABA_ID).unchanged == 5
    again = page.post("/templates", **{**FORM, "name": "retomar_conversa"})
    assert again.location == f"/templates/{first.id}"
    assert named("retomar_conversa").deleted_at is None


def test_a_header_with_a_picture_gets_its_sample(page, api, supervisor, whatsapp, upload):
    media_id = upload(supervisor, "image")
    fields = {**FORM, "name": "com_foto", "header.type": "IMAGE"}
    page.sign_in(supervisor)
    assert page.post("/templates", **fields).status_code == 422
    answer = page.post("/templates", **fields, **{"header.media_id": media_id})
    assert answer.status_code == 303, answer.text
    (handle,) = named("com_foto").components[0]["example"]["header_handle"]
    assert handle.startswith("4::")
    film = {**fields, "name": "com_filme", "header.type": "VIDEO", "header.media_id": media_id}
    assert page.post("/templates", **film).status_code == 422
    stranger = upload(factories.user(factories.account()), "image")
    assert page.post("/templates", **{**fields, "name": "alheio"}, **{"header.media_id": stranger}).status_code == 404


@pytest.fixture
def upload(app):
    """`upload(user, "image")`: a file that was uploaded and is ready; its id."""

    def brought(user, kind: str) -> str:
        picture = io.BytesIO()
        Image.new("RGB", (64, 48)).save(picture, "JPEG")
        picture.seek(0)
        key = new_key(user.account_id)
        size = storage().write(key, picture, "image/jpeg").size
        told = {"kind": kind, "state": MediaState.READY, "mime_type": "image/jpeg", "size": size, "storage_key": key}
        row = Media(account_id=user.account_id, uploader_id=user.id, **told)
        return str(factories._saved(row).id)

    return brought


def test_two_accounts_of_whatsapp(page, api, supervisor, number):
    factories.phone_number(supervisor.account, waba_id="2", label="Loja Rio")
    html = page.sign_in(supervisor).get("/templates/new").text
    assert "Loja Rio" in html
    api.sign_in(supervisor)
    assert list(api.post("/templates", **GOOD).json["error"]["fields"]) == ["waba_id"]
