"""One's own picture, signature and sessions: as a page and as JSON."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from PIL import Image

from chatapp import clock
from chatapp.extensions import db
from chatapp.models import SignIn, User
from chatapp.sessions import pruning
from chatapp.sessions.devices import device
from tests import factories
from tests.callers import Api, Page


@pytest.fixture
def ana(app) -> User:
    return factories.user(factories.account(), name="Ana Lima")


def photo(size: tuple[int, int] = (900, 600), form: str = "JPEG") -> io.BytesIO:
    """One that says where it was taken."""
    exif = Image.Exif()
    exif[0x010E] = "minha casa"
    made = io.BytesIO()
    Image.new("RGB", size, "teal").save(made, form, exif=exif)
    made.seek(0)
    return made


def test_a_picture_is_made_small_and_shown(app, page: Page, api: Api, ana):
    page.sign_in(ana)
    assert page.post("/me/avatar", avatar=(photo(), "eu.jpg")).location == "/settings"
    db.session.refresh(ana)
    assert f'<img src="{ana.avatar_path}"' in page.get("/conversations").text
    kept = page.get(ana.avatar_path)
    with Image.open(io.BytesIO(kept.data)) as shown:
        assert (shown.format, shown.size, dict(shown.getexif())) == ("WEBP", (256, 256), {})
    assert "immutable" in kept.headers["Cache-Control"]
    former = ana.avatar_key
    page.post("/me/avatar", avatar=(photo((50, 80), "PNG"), "eu.png"))
    db.session.refresh(ana)
    assert ana.avatar_key != former
    api.sign_in(ana)
    assert api.get("/me").json["user"]["avatar"] == ana.avatar_path
    assert api.delete("/me/avatar").json == {"avatar": None}
    assert page.get(f"/users/{ana.id}/avatar").status_code == 404


@pytest.mark.parametrize(("content", "status"), [(b"<svg/>", 422), (b"", 422), (b"x" * (10 * 1024 * 1024 + 1), 413)])
def test_what_is_no_picture(page: Page, ana, content, status):
    page.sign_in(ana)
    answer = page.post("/me/avatar", avatar=(io.BytesIO(content), "eu.jpg"), headers={"Accept": "text/html"})
    assert answer.status_code == status
    db.session.refresh(ana)
    assert ana.avatar_key is None


def test_texts_are_signed_and_nothing_else(api: Api, ana):
    conversation = factories.conversation(factories.phone_number(ana.account), factories.contact(ana.account))
    api.sign_in(ana)
    assert api.patch("/me", signature="Ana, Torra").json["user"]["signature"] == "Ana, Torra"
    once = {"client_id": str(uuid4()), "body": "Oi!"}
    first, again = (api.post(f"{conversation.path}/messages", **once).json for _ in range(2))
    assert first["content"]["body"] == "Oi!\n\nAna, Torra"
    assert again["id"] == first["id"]
    assert api.post(f"{conversation.path}/messages", client_id=str(uuid4()), body=" ").status_code == 422
    place = {"kind": "location", "content": {"latitude": 1, "longitude": 2, "name": "Loja"}}
    assert api.post(f"{conversation.path}/messages", client_id=str(uuid4()), **place).json["content"]["name"] == "Loja"
    assert api.patch("/me", signature="").json["user"]["signature"] == ""
    plain = api.post(f"{conversation.path}/messages", client_id=str(uuid4()), body="Oi!").json
    assert plain["content"]["body"] == "Oi!"


def test_the_form_has_both(page: Page, ana):
    page.sign_in(ana)
    assert 'id="single-keys" checked' in page.get("/settings").text
    page.post("/settings", name="Ana", signature="Abraço,\nAna", single_keys="no")
    html = page.get("/settings").text
    assert "Abraço,\nAna</textarea>" in html
    assert 'id="single-keys" checked' not in html
    assert page.post("/settings", name="Ana", signature="x" * 201).status_code == 422


def test_sessions_are_listed_and_ended_one_by_one_and_all(app, page: Page, api: Api, ana):
    other, third, program = Page(app).log_in(ana), Page(app).log_in(ana), Api(app)
    pair = program.log_in(ana)
    page.log_in(ana)
    assert page.get("/sessions").text.count('/end"') == 4
    told = program.get("/sessions").json["sessions"]
    assert [each["kind"] for each in told if each["current"]] == ["APP"]
    with other.client.session_transaction() as cookie:
        ended = cookie["sign_in"]
    assert page.post(f"/sessions/{ended}/end").location == "/sessions"
    assert [p.get("/settings").status_code for p in (page, other, third)] == [200, 303, 200]
    assert page.post(f"/sessions/{ended}/end").status_code == 404
    assert page.post("/sessions/end").location == "/sessions"
    assert [p.get("/settings").status_code for p in (page, third)] == [200, 303]
    assert program.get("/me").status_code == 401
    assert program.post("/tokens/refresh", refresh_token=pair["refresh_token"]).status_code == 401
    api.log_in(ana)
    assert api.delete("/sessions").json == {"ended": 1}
    assert (api.get("/me").status_code, page.get("/settings").status_code) == (200, 303)


def test_nobody_ends_what_is_somebody_elses(app, api: Api, page: Page, ana):
    Page(app).log_in(ana)
    theirs = db.session.query(SignIn).one()
    api.sign_in(factories.user(ana.account))
    assert api.delete(f"/sessions/{theirs.id}").status_code == 404
    assert api.delete("/sessions").json == {"ended": 0}
    assert db.session.query(SignIn).filter_by(id=theirs.id).count() == 1


def test_signing_out_ends_what_a_thief_has_kept(app, page: Page, ana):
    page.log_in(ana)
    kept = page.client.get_cookie("chatapp").value
    page.post("/logout")
    page.client.set_cookie("chatapp", kept)
    assert page.get("/settings").status_code == 303


def test_when_it_was_last_seen_and_when_it_is_forgotten(app, page: Page, ana):
    page.log_in(ana)
    sign_in = db.session.query(SignIn).one()
    sign_in.seen_at = clock.now() - timedelta(minutes=6)
    db.session.commit()
    page.get("/settings")
    db.session.refresh(sign_in)
    assert clock.now() - sign_in.seen_at < timedelta(minutes=1)
    sign_in.seen_at -= timedelta(days=32)
    db.session.commit()
    pruning.prune()
    assert db.session.query(SignIn).count() == 0


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36", "Chrome, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/143.0", "Firefox, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Safari/537.36 EdgA/1", "Edge, Android"),
        ("TorraApp/3.1", "TorraApp"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_devices_are_called(agent, words):
    assert device(agent) == words
