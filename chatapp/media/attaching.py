"""Which files may go out with a message, and which are in use."""

from collections.abc import Sequence

import sqlalchemy as sa
from flask_babel import gettext as _

from chatapp.conversations.queries import visibility
from chatapp.extensions import db
from chatapp.kinds import Kind
from chatapp.kinds.file import File
from chatapp.media import failures
from chatapp.media.naming import named_by, saved_for
from chatapp.models import Conversation, Media, MediaState, Message, QuickReply, User
from chatapp.refusals import Refusal, invalid

_FINAL = (MediaState.REFUSED, MediaState.FAILED)


def check(user: User, kind: Kind) -> None:
    """Every file of the message is this person's to send, of the right kind, and ready.

    Refuses files that are not (422 "invalid"), that never will be ready (409 "media_refused", with the reason), and
    that are not yet (409 "media_not_ready"). Until the transaction ends nobody can take the files away.
    """
    if not kind.media_ids:
        return
    rows = {row.id: row for row in db.session.scalars(_sendable(user, kind.media_ids))}
    if any(not _fits(file, rows.get(file.media_id)) for file in kind.files):
        raise invalid({"media_id": _("Choose a file.")}, _("This message cannot be sent as it is."))
    for row in rows.values():
        if row.state in _FINAL:
            raise Refusal("media_refused", failures.of(row).words)
    if any(row.state is not MediaState.READY for row in rows.values()):
        raise Refusal("media_not_ready", _("The file is still being prepared. Please wait a moment."))


def is_shown(media: Media) -> bool:
    """Whether a message or a quick reply needs this file."""
    by_message = named_by(Message, Media).where(Message.changed_at >= Media.created_at)
    by_reply = named_by(QuickReply, Media)
    used = sa.or_(Media.message_id.is_not(None), by_message.exists(), by_reply.exists())
    return db.session.scalar(sa.select(used).where(Media.id == media.id)) is True


def _fits(file: File, row: Media | None) -> bool:
    return row is not None and row.kind == file.media_kind


def _sendable(user: User, media_ids: Sequence[int]) -> sa.Select[tuple[Media]]:
    """What they brought themselves, what messages that they see show, and what is in their team's quick replies."""
    came_with = sa.select(1).select_from(Message).join(Message.conversation)
    came_with = came_with.where(Message.id == Media.message_id, visibility(user))
    sent_with = named_by(Message, Media).join(Conversation, Conversation.id == Message.conversation_id)
    sent_with = sent_with.where(Message.changed_at >= Media.created_at, visibility(user))
    saved_in = saved_for(user, Media)
    theirs = sa.or_(Media.uploader_id == user.id, came_with.exists(), sent_with.exists(), saved_in.exists())
    files = sa.select(Media).where(Media.account_id == user.account_id, Media.id.in_(media_ids), theirs)
    return files.order_by(Media.id).with_for_update(read=True, key_share=True)
