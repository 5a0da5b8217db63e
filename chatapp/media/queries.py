"""Reading files, always through a message that shows them."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from flask_babel import gettext as _

from chatapp.conversations.queries import visibility
from chatapp.extensions import db
from chatapp.media.naming import saved_for
from chatapp.models import Media, Message, User
from chatapp.refusals import Refusal


def of_account(account_id: int, media_id: int) -> Media | None:
    """One file of a company, whoever asks."""
    return db.session.scalar(sa.select(Media).where(Media.id == media_id, Media.account_id == account_id))


def get(user: User, media_id: int, message_id: int | None = None) -> Media:
    """A file that this person may see: one in a message that they see, their own upload, or one in a quick reply of
    theirs. Refusal 404 otherwise.

    `message_id`: the message that shows it; without it, the one that it came with.
    """
    media = of_account(user.account_id, media_id)
    if media is None or not _may_see(user, media, message_id or media.message_id):
        raise Refusal("not_found", _("This file does not exist, or it is not yours to see."), status=404)
    return media


def upload(user: User, media_id: int) -> Media:
    """A file that this person brought; Refusal 404 for anybody else's."""
    media = of_account(user.account_id, media_id)
    if media is None or media.uploader_id != user.id:
        raise Refusal("not_found", _("This file does not exist, or it is not yours to see."), status=404)
    return media


def of_messages(messages: Sequence[Message]) -> dict[int, list[Media | None]]:
    """The files of these messages, {message id: one per `message.says.files`}; None for one that we do not have."""
    files = {message.id: message.says.files for message in messages}
    showing = [message_id for message_id, found in files.items() if found]
    named = {file.media_id for found in files.values() for file in found if file.is_ours}
    rows = _rows(showing, named) if showing else []
    by_id = {row.id: row for row in rows}
    by_place = {(row.message_id, row.position): row for row in rows}
    return {
        message.id: [
            _own(by_id.get(file.media_id), message) if file.is_ours else by_place.get((message.id, position))
            for position, file in enumerate(files[message.id])
        ]
        for message in messages
    }


def _rows(message_ids: Iterable[int], media_ids: Iterable[int]) -> list[Media]:
    wanted = sa.or_(Media.message_id.in_(message_ids), Media.id.in_(media_ids))
    return list(db.session.scalars(sa.select(Media).where(wanted).execution_options(populate_existing=True)))


def _own(media: Media | None, message: Message) -> Media | None:
    """What a message names was written by a client, so it may name anything."""
    return media if media is not None and media.account_id == message.account_id else None


def _may_see(user: User, media: Media, message_id: int | None) -> bool:
    if media.uploader_id == user.id:
        return True
    return _is_saved_for(user, media) if message_id is None else _is_shown_to(user, media, message_id)


def _is_shown_to(user: User, media: Media, message_id: int) -> bool:
    select = sa.select(Message).join(Message.conversation).where(Message.id == message_id, visibility(user))
    message = db.session.scalar(select)
    return message is not None and (message.id == media.message_id or media.id in message.says.media_ids)


def _is_saved_for(user: User, media: Media) -> bool:
    return db.session.scalar(sa.select(saved_for(user, Media).exists()).where(Media.id == media.id)) is True
