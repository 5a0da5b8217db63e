"""What was brought and never sent is forgotten, row and files; what anything names stays, and so does what is new."""

import io
from datetime import timedelta

import pytest
from flask import Flask

from chatapp import clock
from chatapp.extensions import db
from chatapp.media import unsent
from chatapp.models import Direction, Media, MediaState, MediaUpload, PhoneNumber, QuickReply
from chatapp.storage import NotKept, Storage, new_key
from tests import factories

LONG_AGO = unsent.KEPT + timedelta(hours=1)


@pytest.fixture
def brought(number: PhoneNumber, files: Storage):
    """brought(): a photo with a thumbnail that somebody uploaded, a week and an hour ago."""
    uploader = factories.user(number.account)

    def brought(age: timedelta = LONG_AGO, **values: object) -> Media:
        keys = [new_key(number.account_id) for _ in range(2)]
        for key in keys:
            files.write(key, io.BytesIO(b"a photo"), "image/jpeg")
        row = Media(
            account_id=number.account_id,
            **{"uploader_id": uploader.id, "kind": "image", "state": MediaState.READY, **values},
            storage_key=keys[0],
            renditions={"thumbnail": {"key": keys[1]}},
            created_at=clock.now() - age,
        )
        db.session.add(row)
        db.session.commit()
        return row

    return brought


def kept(files: Storage, keys: list[str]) -> list[bool]:
    found = []
    for key in keys:
        try:
            files.open(key).close()
            found.append(True)
        except NotKept:
            found.append(False)
    return found


def keys_of(row: Media) -> list[str]:
    return [row.storage_key, row.renditions["thumbnail"]["key"]]


def test_what_nobody_sent_is_forgotten_with_its_files_and_nothing_else(app: Flask, number, brought, files: Storage):
    customer = factories.contact(number.account)
    thread = factories.conversation(number, customer)
    carousel = {"body": "?", "cards": [{"header": {"type": "image", "media_id": 0}, "buttons": []}]}
    stay = {
        "new": brought(unsent.KEPT - timedelta(hours=1)),
        "of a message": brought(),
        "on a card of a quick reply": brought(),
        "known to Meta": brought(),
        "a customer's": brought(
            uploader_id=None, message_id=factories.message(thread, kind="image", content={"media": {}}).id
        ),
    }
    said = {"media_id": stay["of a message"].id}
    factories.message(thread, kind="image", content=said, direction=Direction.OUT)
    carousel["cards"][0]["header"]["media_id"] = stay["on a card of a quick reply"].id
    db.session.add(QuickReply(account_id=number.account_id, name="Novidades", kind="carousel", content=carousel))
    upload = {"meta_id": "1", "expires_at": clock.now(), "created_at": clock.now()}
    db.session.add(MediaUpload(media_id=stay["known to Meta"].id, number_id=number.id, **upload))
    go = [brought(), brought(state=MediaState.RECEIVED)]
    going, staying = [key for row in go for key in keys_of(row)], {why: keys_of(row) for why, row in stay.items()}
    ids = {row.id for row in stay.values()}
    db.session.commit()

    unsent.sweep()

    assert set(db.session.scalars(db.select(Media.id))) == ids
    assert not any(kept(files, going))
    assert {why: kept(files, keys) for why, keys in staying.items()} == {why: [True, True] for why in stay}


def test_what_a_message_is_just_taking_up_is_left_alone(app: Flask, brought):
    """The sending transaction holds the file; its message is not to be seen yet."""
    row_id = brought().id
    with db.engine.begin() as sending:
        sending.execute(db.text(f"SELECT FROM media WHERE id = {row_id} FOR KEY SHARE"))
        unsent.sweep()
        assert db.session.get(Media, row_id) is not None
    db.session.rollback()
    unsent.sweep()
    assert db.session.scalar(db.select(db.func.count()).select_from(Media)) == 0


def test_a_hundred_batches_are_one_sweep(app: Flask, brought, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(unsent, "AT_ONCE", 2)
    for _ in range(5):
        brought()
    unsent.sweep()
    assert db.session.scalar(db.select(db.func.count()).select_from(Media)) == 0
