"""A file is sent by itself, made fit, asked about and, until a message shows it, taken back."""

import io
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from chatapp.extensions import db, redis
from chatapp.jobs import CONVERTING
from chatapp.media import converting
from chatapp.media.conversions import limits
from chatapp.models import Account, Media, MediaState, User
from chatapp.storage import LocalStorage, NotKept
from tests import factories
from tests.callers import Api, Page
from tests.inbound.worker import work
from tests.media import samples
from tests.media.conftest import the_file

OFFICE = "application/vnd.openxmlformats-officedocument."


@pytest.fixture
def agent(account: Account) -> User:
    return factories.user(account)


@pytest.fixture
def program(api: Api, agent: User) -> Api:
    api.sign_in(agent)
    return api


def put(program: Api, content: bytes, *, kind: str = "image", filename: str = "a.jpg", **headers: str):
    told = {"Accept": "application/json", "Authorization": f"Bearer {program.access_token}", **headers}
    where = {"kind": kind, "filename": filename}
    return program.client.put("/uploads", query_string=where, data=content, headers=told)


def put_by_page(page: Page, content: bytes, token: str | None, **headers: str):
    told = {"X-CSRFToken": token} if token else {}
    told |= {"Content-Type": "image/jpeg", "HX-Request": "true", **headers}
    return page.client.put("/uploads?kind=image&filename=a.jpg", data=content, headers=told)


def kept(files: LocalStorage, key: str) -> bytes:
    with files.open(key) as stream:
        return stream.read()


def nothing_is_kept(files: LocalStorage, tmp_path: Path) -> bool:
    return not [path for path in (tmp_path / "media").rglob("*") if path.is_file()]


def test_a_photo_is_uploaded_converted_and_described(app: Flask, program: Api, files: LocalStorage, tmp_path: Path):
    photo = samples.photo(tmp_path / "a.heic", (800, 600)).read_bytes()
    answer = put(program, photo, filename="IMG_1.heic")
    assert answer.status_code == 201, answer.text
    assert answer.headers["Location"].endswith(f"/uploads/{answer.json['id']}")
    assert (answer.json["state"], answer.json["kind"]) == ("RECEIVED", "image")
    brought = the_file().storage_key
    work(app, CONVERTING)
    ready = program.get(f"/uploads/{answer.json['id']}").json
    assert (ready["state"], ready["progress"], ready["failure"]) == ("READY", 100, None)
    assert (ready["mime_type"], ready["file_name"]) == ("image/jpeg", "IMG_1.jpg")
    assert (ready["width"], ready["height"]) == (800, 600)
    assert set(ready["urls"]) == {"original", "thumbnail"}
    row = the_file()
    with Image.open(io.BytesIO(kept(files, row.storage_key))) as picture:
        assert (picture.format, picture.size) == ("JPEG", (800, 600))
    assert row.size == len(kept(files, row.storage_key))
    assert len(kept(files, row.renditions["thumbnail"]["key"])) == row.renditions["thumbnail"]["size"]
    with pytest.raises(NotKept):
        files.open(brought)


def test_a_document_stays_as_it_is(app: Flask, program: Api, files: LocalStorage, tmp_path: Path):
    document = samples.document(tmp_path / "a.pdf", pages=4).read_bytes()
    answer = put(program, document, kind="document", filename="../../contrato maio.pdf")
    work(app, CONVERTING)
    ready = program.get(f"/uploads/{answer.json['id']}").json
    assert (ready["mime_type"], ready["pages"], ready["file_name"]) == ("application/pdf", 4, "contrato maio.pdf")
    assert kept(files, the_file().storage_key) == document


@pytest.mark.parametrize(
    ("name", "content", "mime_type"),
    [
        ("a.csv", "nome;preço\nCafé;3".encode(), "text/plain"),
        ("a.html", b"<script>alert(1)</script>", "text/plain"),
        (
            "a.docx",
            b"PK\x03\x04" + bytes(60),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("a.bin", bytes(range(256)), "application/octet-stream"),
    ],
)
def test_a_document_is_called_what_meta_understands(
    app: Flask, program: Api, name: str, content: bytes, mime_type: str
):
    put(program, content, kind="document", filename=name)
    work(app, CONVERTING)
    assert the_file().mime_type == mime_type


def test_a_recording_becomes_a_voice_note_with_its_wave(app: Flask, program: Api, tmp_path: Path):
    recording = samples.sound(tmp_path / "a.webm", 2, codec="libopus", container="webm").read_bytes()
    put(program, recording, kind="voice", filename="voice.webm")
    work(app, CONVERTING)
    row = the_file()
    assert (row.state, row.mime_type) == (MediaState.READY, "audio/ogg; codecs=opus")
    assert (len(row.waveform), abs(row.duration - 2000) < 150) == (48, True)
    assert set(row.renditions) == {"playable"}


def test_what_cannot_be_converted_is_refused_with_the_reason_and_not_kept(
    app: Flask, program: Api, files: LocalStorage, tmp_path: Path
):
    answer = put(program, b"\xff\xd8\xff\xe0 no picture at all", filename="a.jpg")
    assert answer.status_code == 201
    work(app, CONVERTING)
    told = program.get(f"/uploads/{answer.json['id']}").json
    assert (told["state"], told["failure"]["code"]) == ("REFUSED", "unreadable")
    assert "damaged" in told["failure"]["message"]
    assert nothing_is_kept(files, tmp_path)


@pytest.mark.parametrize(
    ("kind", "content", "status", "code"),
    [
        ("image", b"", 422, "empty"),
        ("image", b"%PDF-1.7 " + bytes(300), 415, "wrong_kind"),
        ("voice", b"\xff\xd8\xff\xe0" + bytes(300), 415, "wrong_kind"),
        ("program", b"anything", 422, "invalid"),
    ],
)
def test_what_is_seen_to_be_useless_is_refused_at_once(
    program: Api, files: LocalStorage, tmp_path: Path, kind: str, content: bytes, status: int, code: str
):
    answer = put(program, content, kind=kind)
    assert (answer.status_code, answer.json["error"]["code"]) == (status, code)
    assert db.session.query(Media).count() == 0
    assert nothing_is_kept(files, tmp_path)


def test_too_much_is_refused_before_and_while_it_comes(
    program: Api, files: LocalStorage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(limits.BROUGHT, "image", 100_000)
    content = b"\xff\xd8\xff\xe0" + bytes(200_000)
    announced = put(program, content)
    assert (announced.status_code, announced.json["error"]["code"]) == (413, "too_large")
    told = {"Accept": "application/json", "Authorization": f"Bearer {program.access_token}"}
    silent = program.client.put(
        "/uploads?kind=image",
        input_stream=io.BytesIO(content),
        headers=told,
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert (silent.status_code, silent.json["error"]["code"]) == (413, "too_large")
    assert nothing_is_kept(files, tmp_path)


def test_more_than_any_form_may_have_goes_through(program: Api, files: LocalStorage):
    content = b"%PDF-1.7 " + bytes(8 * limits.MB)
    assert put(program, content, kind="document", filename="a.pdf").status_code == 201
    assert the_file().size == len(content)


def test_a_body_that_breaks_off_is_not_kept(program: Api, files: LocalStorage, tmp_path: Path):
    told = {"Accept": "application/json", "Authorization": f"Bearer {program.access_token}"}
    half, cut = io.BytesIO(b"%PDF-1.7 half"), {"CONTENT_LENGTH": "5000"}
    answer = program.client.put("/uploads?kind=document", input_stream=half, headers=told, environ_overrides=cut)
    assert answer.status_code == 400
    assert db.session.query(Media).count() == 0
    assert nothing_is_kept(files, tmp_path)


def test_a_page_shows_its_token_and_gets_a_fragment(app: Flask, page: Page, agent: User, tmp_path: Path):
    page.sign_in(agent)
    page.get("/settings")
    photo = samples.photo(tmp_path / "a.jpg").read_bytes()
    assert put_by_page(page, photo, None).status_code == 400
    assert db.session.query(Media).count() == 0
    answer = put_by_page(page, photo, page.token)
    assert answer.status_code == 201
    row = the_file()
    assert f'id="upload-{row.id}"' in answer.text
    work(app, CONVERTING)
    shown = page.get(f"/uploads/{row.id}", HX_Request="true").text
    assert f"/media/{row.id}/thumbnail" in shown


def test_uploads_are_nobody_elses(app: Flask, api: Api, account: Account, program: Api, tmp_path: Path):
    path = f"/uploads/{put(program, b'%PDF-1.7 mine', kind='document').json['id']}"
    assert program.get(path).status_code == 200
    for other in (factories.user(account), factories.user(factories.account())):
        theirs = Api(app)
        theirs.sign_in(other)
        assert theirs.get(path).status_code == 404
        assert theirs.delete(path).status_code == 404
    assert Api(app).get(path).status_code == 401
    assert put(Api(app), b"anything").status_code == 401


def test_an_upload_is_taken_back_with_all_that_was_made_of_it(
    app: Flask, program: Api, files: LocalStorage, tmp_path: Path
):
    answer = put(program, samples.photo(tmp_path / "a.jpg").read_bytes())
    work(app, CONVERTING)
    assert program.delete(f"/uploads/{answer.json['id']}").status_code == 204
    assert db.session.query(Media).count() == 0
    assert nothing_is_kept(files, tmp_path)


def test_what_a_message_shows_is_not_taken_back(app: Flask, program: Api, number, files: LocalStorage):
    path = f"/uploads/{put(program, b'%PDF-1.7 x', kind='document').json['id']}"
    where = factories.conversation(number, factories.contact(db.session.get(Account, number.account_id)))
    content = {"header": {"type": "document", "media_id": the_file().id}, "body": "a"}
    factories.message(where, kind="buttons", content=content)
    answer = program.delete(path)
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "media_in_use")
    assert program.get(path).status_code == 200


def test_a_converter_that_died_is_replaced_and_a_deadly_file_refused(app: Flask, program: Api, tmp_path: Path):
    put(program, samples.photo(tmp_path / "a.jpg").read_bytes())
    row = the_file()
    row.state, row.attempts, row.next_attempt_at = MediaState.CONVERTING, 1, factories.seconds_ago(1)
    db.session.commit()
    converting.sweep()
    work(app, CONVERTING)
    assert (the_file().state, the_file().attempts) == (MediaState.READY, 2)
    row = the_file()
    row.state, row.attempts, row.next_attempt_at = MediaState.CONVERTING, 3, factories.seconds_ago(1)
    db.session.commit()
    converting.sweep()
    assert (the_file().state, the_file().error) == (MediaState.REFUSED, "unreadable")


def test_a_file_in_good_hands_is_left_alone(app: Flask, program: Api, tmp_path: Path):
    put(program, samples.photo(tmp_path / "a.jpg").read_bytes())
    converting.sweep()
    assert the_file().state is MediaState.RECEIVED


def test_what_customers_send_gets_its_renditions(app: Flask, receive, pull, meta, files, tmp_path: Path):
    voice = samples.sound(tmp_path / "a.ogg", 2, codec="libopus", container="ogg").read_bytes()
    receive("audio", meta.said(voice, "audio/ogg; codecs=opus", voice=True))
    pull()
    work(app, CONVERTING)
    row = the_file()
    assert (row.state, row.next_attempt_at, set(row.renditions)) == (MediaState.READY, None, {"playable"})
    assert (len(row.waveform), abs(row.duration - 2000) < 150) == (48, True)
    assert kept(files, row.storage_key) == voice
    assert len(kept(files, row.renditions["playable"]["key"])) == row.renditions["playable"]["size"]


def test_renditions_that_were_forgotten_are_made_by_the_sweep(app: Flask, receive, pull, meta, tmp_path: Path):
    photo = samples.photo(tmp_path / "a.jpg", (900, 600), orientation=6).read_bytes()
    receive("image", meta.said(photo, "image/jpeg"))
    pull()
    redis.client.delete("rq:queue:converting")
    row = the_file()
    row.next_attempt_at = factories.seconds_ago(1)
    db.session.commit()
    converting.sweep()
    work(app, CONVERTING)
    row = the_file()
    assert (row.width, row.height, set(row.renditions)) == (600, 900, {"thumbnail"})


def test_what_cannot_be_shown_can_still_be_saved(app: Flask, receive, pull, meta):
    receive("image", meta.said(b"\xff\xd8\xff\xe0 broken", "image/jpeg"))
    pull()
    work(app, CONVERTING)
    row = the_file()
    assert (row.state, row.renditions, row.next_attempt_at) == (MediaState.READY, {}, None)
