"""What a message said before: in any order of arrival the same story."""

from datetime import timedelta
from itertools import permutations

import pytest

from chatapp.extensions import db
from chatapp.kinds import Text, read
from chatapp.messages import queries, revisions
from chatapp.messages.bubbles import Bubble
from chatapp.messages.revisions import Change
from chatapp.models import Media, MediaState, MessageRevision
from tests import factories

SENT = factories.seconds_ago(300)


def edit(body: str, seconds: int) -> Change:
    return Change(f"wamid.{body}", SENT + timedelta(seconds=seconds), Text(body))


def deletion(seconds: int) -> Change:
    raw = {"type": "revoke", "revoke": {"original_message_id": "wamid.original"}}
    return Change("wamid.deleted", SENT + timedelta(seconds=seconds), read(raw))


CHANGES = [edit("dois", 10), edit("três", 20), deletion(30)]


@pytest.mark.parametrize("order", permutations(range(3)))
def test_every_order_gives_one_story(conversation, order):
    message = factories.message(conversation, "um", sent_at=SENT, content={"body": "um", "forwarded": True})
    for _twice in range(2):
        for index in order:
            revisions.apply(message, CHANGES[index])
            db.session.commit()

    story = revisions.of(message)
    assert [version.content.get("body") for version in story] == ["um", "dois", "três", None]
    assert [int((version.since - SENT).total_seconds()) for version in story] == [0, 10, 20, 30]
    assert [version.content.get("forwarded") for version in story[:-1]] == [True, True, True]
    assert db.session.scalar(db.select(db.func.count()).select_from(MessageRevision)) == 3
    assert message.kind == "revoke"


def test_a_deletion_comes_last_even_within_one_second(conversation):
    message = factories.message(conversation, "um", sent_at=SENT)
    revisions.apply(message, deletion(10))
    revisions.apply(message, edit("zwei", 10))
    assert message.kind == "revoke"


def test_the_same_again_is_no_news(conversation):
    message = factories.message(conversation, "um", sent_at=SENT)
    assert revisions.apply(message, CHANGES[0]) is True
    assert revisions.apply(message, CHANGES[0]) is False


def test_an_edited_caption_keeps_the_file(conversation):
    said = {"media": {"id": "7", "mime_type": "image/jpeg"}, "caption": "um"}
    message = factories.message(conversation, kind="image", content=said, sent_at=SENT)
    new = read({"type": "image", "image": {"caption": "dois"}})
    revisions.apply(message, Change("wamid.e", SENT + timedelta(seconds=5), new))
    assert (message.content["media"], message.content["caption"]) == (said["media"], "dois")


def test_the_bubble_says_what_holds_and_that_it_was_changed(conversation):
    message = factories.message(conversation, "um", sent_at=SENT)
    revisions.apply(message, CHANGES[0])
    db.session.commit()
    (shown,) = queries.for_display([message.id])
    bubble = Bubble(shown)
    assert (bubble.says.body, bubble.kind, bubble.deleted_at) == ("dois", "text", None)
    assert bubble.edited_at == CHANGES[0].at.isoformat()

    revisions.apply(message, deletion(30))
    db.session.commit()
    bubble = Bubble(queries.for_display([message.id])[0])
    assert (bubble.kind, bubble.deleted_at) == ("revoke", deletion(30).at.isoformat())


class TestAsked:
    @pytest.fixture
    def changed(self, conversation):
        said = {"media": {"id": "7", "mime_type": "image/jpeg"}, "caption": "A <b>conta</b>"}
        message = factories.message(conversation, kind="image", content=said, sent_at=SENT)
        db.session.add(
            Media(
                account_id=message.account_id,
                number_id=message.number_id,
                message_id=message.id,
                kind="image",
                state=MediaState.READY,
                storage_key="k",
                mime_type="image/jpeg",
            )
        )
        revisions.apply(message, deletion(30))
        db.session.commit()
        return message

    def test_people_see_what_it_said_and_find_its_file(self, page, agent, changed):
        html = page.sign_in(agent).get(f"/messages/{changed.id}/revisions", hx_request="true").text
        assert "A &lt;b&gt;conta&lt;/b&gt;" in html
        assert "/media/1/original" in html

    def test_programs_get_every_version(self, api, agent, changed):
        api.sign_in(agent)
        versions = api.get(f"/messages/{changed.id}/revisions").json["versions"]
        assert [(v["kind"], v["content"].get("caption")) for v in versions] == [
            ("image", "A <b>conta</b>"),
            ("revoke", None),
        ]

    def test_whoever_does_not_see_the_message_sees_no_version(self, api, changed):
        api.sign_in(factories.user(factories.account()))
        assert api.get(f"/messages/{changed.id}/revisions").status_code == 404
