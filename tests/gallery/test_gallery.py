"""The shared files of a conversation: newest first, page by page, for whoever sees the conversation."""

import re

import pytest

from chatapp import clock
from chatapp.extensions import db
from chatapp.kinds.revoke import Revoke
from chatapp.messages import revisions
from chatapp.messages.revisions import Change
from chatapp.models import Direction, Media, MediaState, Role
from tests import factories
from tests.counting import statements


@pytest.fixture
def owner(app):
    return factories.account()


@pytest.fixture
def number(owner):
    return factories.phone_number(owner)


@pytest.fixture
def helena(owner, number):
    return factories.conversation(number, factories.contact(owner, profile_name="Helena"))


@pytest.fixture
def admin(owner):
    return factories.user(owner, role=Role.ADMIN)


def shared(conversation, kind, *, age=0, state=MediaState.READY, **content):
    message = factories.message(
        conversation, kind=kind, content={"media": {"id": "7"}, **content}, sent_at=factories.seconds_ago(age)
    )
    values = {"kind": kind, "state": state, "storage_key": "1/a", "file_name": "a.pdf"}
    db.session.add(Media(account_id=conversation.account_id, message_id=message.id, **values))
    db.session.commit()
    return message


def paths(html: str) -> list[str]:
    return re.findall(r'<img src="(/media/[^"]+)"', html)


def test_pictures_stand_newest_first_and_go_on_where_they_end(page, admin, helena):
    photos = [shared(helena, "image", age=1000 - n) for n in range(30)]
    page.sign_in(admin)
    first = page.get(f"{helena.path}/files", **{"HX-Request": "true"}).text
    older = re.search(r'hx-get="([^"]+before=[^"]+)"', first)[1].replace("&amp;", "&")
    second = page.get(older, **{"HX-Request": "true"}).text
    media = {row.message_id: row.id for row in db.session.scalars(db.select(Media))}
    assert paths(first + second) == [f"/media/{media[photo.id]}/original" for photo in reversed(photos)]
    assert "before=" not in second


def test_documents_have_a_shelf_of_their_own(page, admin, helena):
    shared(helena, "image")
    shared(helena, "document")
    factories.message(helena, "a.pdf is only spoken of")
    page.sign_in(admin)
    html = page.get(f"{helena.path}/files?shelf=documents", **{"HX-Request": "true"}).text
    assert html.count("a.pdf</b>") == 1
    assert not paths(html)


def test_what_was_deleted_or_is_not_here_is_not_shown(page, admin, helena):
    deleted = shared(helena, "image")
    revisions.apply(deleted, Change("wamid.D", clock.now(), Revoke({"original_message_id": deleted.wamid})))
    shared(helena, "image", state=MediaState.PENDING)
    shared(helena, "image")
    page.sign_in(admin)
    assert len(paths(page.get(f"{helena.path}/files", **{"HX-Request": "true"}).text)) == 1


def test_it_is_a_page_without_script_and_says_when_there_is_nothing(page, admin, helena):
    page.sign_in(admin)
    answer = page.get(f"{helena.path}/files")
    assert answer.status_code == 200
    assert "Nothing yet" in answer.text


def test_programs_get_the_messages_with_their_files(api, admin, helena):
    photo = shared(helena, "image")
    api.sign_in(admin)
    (told,) = api.get(f"{helena.path}/files").json["messages"]
    assert told["id"] == photo.id
    assert told["files"][0]["urls"]["original"].startswith("/media/")


def test_a_shelf_that_does_not_exist_is_named(api, admin, helena):
    api.sign_in(admin)
    answer = api.get(f"{helena.path}/files?shelf=attic")
    assert (answer.status_code, list(answer.json["error"]["fields"])) == (422, ["shelf"])


def test_others_do_not_see_it(page, api, owner, helena):
    shared(helena, "image")
    helena.assignee_id = factories.user(owner, role=Role.AGENT).id
    db.session.commit()
    for stranger in (factories.user(owner, role=Role.AGENT), factories.user(factories.account(), role=Role.ADMIN)):
        api.sign_in(stranger)
        assert api.get(f"{helena.path}/files").status_code == 404


def test_the_number_of_queries_does_not_grow(page, admin, helena):
    page.sign_in(admin)
    counts = []
    for _ in range(2):
        for n in range(5):
            message = shared(helena, "image", age=n)
            message.direction = Direction.OUT
            message.author_id = admin.id
        db.session.commit()
        with statements() as asked:
            page.get(f"{helena.path}/files", **{"HX-Request": "true"})
        counts.append(len(asked))
    assert counts[0] == counts[1]
