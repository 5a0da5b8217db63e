"""Files are handed out to whoever sees the message that shows them, for a short time, and never as a page."""

import io
from datetime import UTC, datetime, timedelta

import pytest
import requests

from chatapp import clock
from chatapp.extensions import db
from chatapp.media import links
from chatapp.models import Media, MediaState, QuickReply, Role
from chatapp.settings import S3Settings
from chatapp.storage import new_key
from chatapp.storage.s3 import S3Storage
from tests import factories
from tests.callers import Api, Page
from tests.media.meta import HTML, JPEG, PDF, SVG
from tests.storage.s3_server import s3_server

NAME = "orçamento nº 1.pdf"


@pytest.fixture(scope="module")
def s3():
    with s3_server() as settings:
        yield settings


@pytest.fixture(params=["disk", "s3"])
def kept(request, app, files):
    """Where files are: what follows holds for both."""
    if request.param == "s3":
        app.extensions["storage"] = S3Storage(request.getfixturevalue("s3"))
    return app.extensions["storage"]


@pytest.fixture
def conversation(number, account):
    return factories.conversation(number, factories.contact(account))


@pytest.fixture
def admin(account):
    return factories.user(account, Role.ADMIN)


@pytest.fixture
def page(page: Page, admin) -> Page:
    return page.sign_in(admin)


@pytest.fixture
def ready(conversation, app):
    """`ready(JPEG, "image", "image/jpeg")`: a received file that is here."""

    def ready(content: bytes, kind: str, mime_type: str, **values) -> Media:
        message = factories.message(conversation, kind=kind, content={"media": {"id": "1"}})
        key = new_key(message.account_id)
        written = app.extensions["storage"].write(key, io.BytesIO(content), mime_type)
        row = Media(
            account_id=message.account_id,
            number_id=message.number_id,
            message_id=message.id,
            kind=kind,
            mime_type=mime_type,
            meta_id="1",
            storage_key=key,
            **{"state": MediaState.READY, "size": written.size, "sha256": written.sha256, **values},
        )
        db.session.add(row)
        db.session.commit()
        return row

    return ready


@pytest.fixture
def fetch(page, app):
    """Follow a path to the bytes, as a browser does."""

    def fetch(path: str, **headers: str):
        led = page.get(path)
        assert led.status_code == 302, (path, led.status_code)
        if led.location.startswith("http"):
            answer = requests.get(led.location, headers=headers, timeout=10)
            return answer.status_code, answer.content, answer.headers
        answer = app.test_client(use_cookies=False).get(led.location, headers=headers)
        return answer.status_code, answer.data, answer.headers

    return fetch


def test_a_picture_is_shown(kept, ready, fetch):
    status, content, headers = fetch(links.path(ready(JPEG, "image", "image/jpeg")))
    assert (status, content) == (200, JPEG)
    assert headers["Content-Type"] == "image/jpeg"
    assert headers["Content-Disposition"].startswith("inline; filename=image-")
    assert headers["Cache-Control"].startswith("private, max-age=")


def test_a_document_is_saved_under_its_name(kept, ready, fetch):
    row = ready(PDF, "document", "application/pdf", file_name=NAME)
    _, content, headers = fetch(links.path(row))
    assert content == PDF
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"] == (
        "attachment; filename=\"or_amento n_ 1.pdf\"; filename*=UTF-8''or%C3%A7amento%20n%C2%BA%201.pdf"
    )


def test_a_picture_can_be_saved_too(kept, ready, fetch):
    path = links.path(ready(JPEG, "image", "image/jpeg"), download=True)
    assert fetch(path)[2]["Content-Disposition"].startswith("attachment; ")


@pytest.mark.parametrize(
    ("content", "mime_type"),
    [
        (HTML, "text/html"),
        (HTML, "text/html; charset=utf-8"),
        (HTML, "application/xhtml+xml"),
        (SVG, "image/svg+xml"),
        (SVG, "IMAGE/SVG+XML"),
        (b"<a/>", "text/xml"),
        (b"alert(1)", "text/javascript"),
        (b"%!PS", "application/postscript"),
        (b"?", "x/y"),
        (b"?", "image"),
    ],
)
@pytest.mark.parametrize("kind", ["image", "document"])
def test_what_could_be_a_page_is_only_ever_bytes(kept, ready, fetch, content, mime_type, kind):
    _, body, headers = fetch(links.path(ready(content, kind, mime_type, file_name="a.html")))
    assert body == content
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"].startswith("attachment; ")


def test_our_own_answers_are_sandboxed(ready, fetch):
    headers = fetch(links.path(ready(JPEG, "image", "image/jpeg")))[2]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-3", 206, JPEG[:4]),
        ("bytes=100-", 206, JPEG[100:]),
        ("bytes=-5", 206, JPEG[-5:]),
        (f"bytes=5-{len(JPEG) * 2}", 206, JPEG[5:]),
        (f"bytes={len(JPEG)}-", 416, None),
        (None, 200, JPEG),
    ],
)
def test_parts_can_be_had(kept, ready, fetch, asked, status, part):
    """Seeking in a film or a voice message."""
    row = ready(JPEG, "video", "video/mp4")
    got, content, headers = fetch(links.path(row), **({"Range": asked} if asked else {}))
    assert got == status
    if part is not None:
        assert content == part
        assert headers["Accept-Ranges"] == "bytes"
    if status == 206:
        start = len(JPEG) - len(part) if part[-1:] == JPEG[-1:] else 0
        assert headers["Content-Range"] == f"bytes {start}-{start + len(part) - 1}/{len(JPEG)}"


def test_what_the_browser_has_is_not_sent_again(ready, page, client):
    location = page.get(links.path(ready(JPEG, "image", "image/jpeg"))).location
    tag = client.get(location).headers["ETag"]
    assert client.get(location, headers={"If-None-Match": tag}).status_code == 304
    assert client.head(location).headers["Content-Length"] == str(len(JPEG))


def test_renditions(kept, ready, fetch, page):
    row = ready(JPEG, "video", "video/mp4")
    key = new_key(row.account_id)
    kept.write(key, io.BytesIO(b"small"), "image/webp")
    row.renditions = {"thumbnail": {"key": key, "mime_type": "image/webp", "size": 5}}
    db.session.commit()
    assert fetch(links.path(row, "thumbnail"))[1] == b"small"
    assert page.get(links.path(row, "poster")).status_code == 404
    assert page.get(f"/media/{row.id}/anything").status_code == 404


def test_what_is_not_here_cannot_be_had(ready, page):
    row = ready(JPEG, "image", "image/jpeg", state=MediaState.PENDING)
    assert page.get(links.path(row)).status_code == 404


def test_a_link_is_the_same_for_a_while_and_then_over(ready, page, client, monkeypatch):
    """So that browsers find what they have, and what leaks is soon worth nothing."""
    row = ready(JPEG, "image", "image/jpeg")
    noon = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

    def led_at(minute: int):
        monkeypatch.setattr(clock, "now", lambda: noon + timedelta(minutes=minute))
        return page.get(links.path(row))

    first = led_at(1)
    assert first.headers["Cache-Control"] == f"private, max-age={14 * 60}"
    assert led_at(14).location == first.location
    assert led_at(16).location != first.location
    for minute, status in ((1, 200), (59, 200), (61, 404)):
        monkeypatch.setattr(clock, "now", lambda minute=minute: noon + timedelta(minutes=minute))
        assert client.get(first.location).status_code == status


def test_a_bucket_s_link_ends_too(app, s3: S3Settings, ready, page):
    app.extensions["storage"] = S3Storage(s3)
    location = page.get(links.path(ready(JPEG, "image", "image/jpeg"))).location
    assert location.startswith(s3.endpoint)
    seconds = int(location.partition("X-Amz-Expires=")[2].partition("&")[0])
    assert timedelta(minutes=44) < timedelta(seconds=seconds) <= timedelta(hours=1)


def test_a_link_cannot_be_bent(ready, page, client):
    location = page.get(links.path(ready(JPEG, "image", "image/jpeg"))).location
    for forged in (location[:-1], location + "x", location.replace(".", "x.", 1), "/files/x", "/files/WzEsMV0.x"):
        assert client.get(forged).status_code == 404, forged


def test_a_link_is_of_no_use_in_another_company(ready, page, app):
    location = page.get(links.path(ready(JPEG, "image", "image/jpeg"))).location
    stranger = Page(app).sign_in(factories.user(factories.account(), Role.ADMIN))
    assert stranger.get(location).status_code == 404
    assert page.get(location).status_code == 200


def test_the_account_is_part_of_what_is_signed(ready, client, account):
    row = ready(JPEG, "image", "image/jpeg")
    other = factories.account()
    token = links._signer().dumps([other.id, row.id, "original", 0, 9_999_999_999])
    assert client.get(f"/files/{token}").status_code == 404


def test_programs_are_told_the_link(kept, ready, api: Api, admin, app):
    api.sign_in(admin)
    row = ready(PDF, "document", "application/pdf", file_name=NAME)
    answer = api.get(links.path(row))
    assert (answer.status_code, answer.json["mime_type"], answer.json["size"]) == (200, "application/pdf", len(PDF))
    assert answer.json["file_name"] == NAME
    url = answer.json["url"]
    content = requests.get(url, timeout=10).content if url.startswith("http") else app.test_client().get(url).data
    assert content == PDF


class TestWhoMay:
    """Route by role: through the message, or the uploader."""

    @pytest.fixture
    def row(self, ready) -> Media:
        return ready(JPEG, "image", "image/jpeg")

    @pytest.fixture
    def status(self, app):
        def status(user, path: str) -> tuple[int, int]:
            """For people, and for programs."""
            api = Api(app)
            api.sign_in(user)
            return Page(app).sign_in(user).get(path).status_code, api.get(path).status_code

        return status

    @pytest.mark.parametrize("role", [Role.ADMIN, Role.SUPERVISOR])
    def test_whoever_sees_everything(self, row, status, account, role):
        assert status(factories.user(account, role), links.path(row)) == (302, 200)

    def test_agents_see_what_is_theirs(self, row, status, account, conversation):
        owner, other = factories.user(account), factories.user(account)
        account.agents_see_unassigned = True
        db.session.commit()
        assert status(other, links.path(row)) == (302, 200)
        conversation.assignee_id = owner.id
        db.session.commit()
        assert status(owner, links.path(row)) == (302, 200)
        assert status(other, links.path(row)) == (404, 404)

    def test_other_companies_see_nothing(self, row, status):
        assert status(factories.user(factories.account(), Role.ADMIN), links.path(row)) == (404, 404)

    def test_strangers_are_led_to_the_form(self, row, client, api):
        assert client.get(links.path(row)).location.startswith("/login")
        assert api.get(links.path(row)).status_code == 401
        assert client.post(f"/media/{row.id}/pull").status_code in (303, 400)
        assert api.post(f"/media/{row.id}/pull").status_code == 401

    def test_what_was_brought_is_seen_by_who_brought_it(self, row, status, account):
        owner, other = factories.user(account), factories.user(account, Role.ADMIN)
        row.message_id, row.uploader_id = None, owner.id
        db.session.commit()
        assert status(owner, links.path(row)) == (302, 200)
        assert status(other, links.path(row)) == (404, 404)

    def test_what_is_in_a_quick_reply_is_seen_by_whoever_may_use_it(self, row, status, account):
        owner, other = factories.user(account), factories.user(account)
        row.message_id = None
        content = {"body": "Oi", "header": {"type": "image", "media_id": row.id}, "buttons": []}
        saved = QuickReply(account_id=account.id, owner_id=owner.id, name="oi", kind="buttons", content=content)
        db.session.add(saved)
        db.session.commit()
        assert status(owner, links.path(row)) == (302, 200)
        assert status(other, links.path(row)) == (404, 404)
        saved.owner_id = None
        db.session.commit()
        assert status(other, links.path(row)) == (302, 200)

    def test_what_was_sent_is_seen_with_the_message(self, row, status, account, number):
        """Also when it was forwarded: to see it here, one need not see where it came from."""
        agent = factories.user(account)
        there = factories.conversation(number, factories.contact(account), assignee_id=agent.id)
        shown = factories.message(there, kind="image", content={"media_id": row.id})
        other = factories.message(there)
        account.agents_see_unassigned = False
        db.session.commit()
        assert status(agent, links.path(row)) == (404, 404)
        assert status(agent, links.path(row, "original", shown.id)) == (302, 200)
        assert status(agent, links.path(row, "original", other.id)) == (404, 404)

    def test_a_message_of_another_company_opens_nothing(self, row, status):
        """Even if it names the file: what a message names was written by a client."""
        stranger = factories.user(account := factories.account(), Role.ADMIN)
        there = factories.conversation(factories.phone_number(account), factories.contact(account))
        shown = factories.message(there, kind="image", content={"media_id": row.id})
        assert status(stranger, links.path(row, "original", shown.id)) == (404, 404)


def test_try_again(page, ready, account, api, admin):
    row = ready(JPEG, "image", "image/jpeg", state=MediaState.FAILED, error="unreachable")
    answer = page.post(f"/media/{row.id}/pull", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert f"m-{row.message_id}" in answer.text
    db.session.expire_all()
    assert (row.state, row.error, row.attempts) == (MediaState.PENDING, None, 0)
    api.sign_in(admin)
    assert api.post(f"/media/{row.id}/pull").json["error"]["code"] == "not_failed"
    row.state = MediaState.FAILED
    db.session.commit()
    assert api.post(f"/media/{row.id}/pull").json["state"] == "PENDING"
    stranger = factories.user(account)
    account.agents_see_unassigned = False
    db.session.commit()
    api.sign_in(stranger)
    assert api.post(f"/media/{row.id}/pull").status_code == 404


def test_pages_may_show_what_is_in_the_bucket(s3: S3Settings, environment):
    from chatapp import create_app
    from chatapp.settings import Settings

    bucket = {"S3_ENDPOINT": s3.endpoint, "S3_BUCKET": s3.bucket, "S3_ACCESS_KEY": "a", "S3_SECRET_KEY": "b"}
    policy = create_app(Settings.from_env({**environment, **bucket})).test_client().get("/login").headers
    assert f"img-src 'self' data: blob: {s3.endpoint};" in policy["Content-Security-Policy"]
    assert f"media-src 'self' blob: {s3.endpoint};" in policy["Content-Security-Policy"]
