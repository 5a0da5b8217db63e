"""Passing a message on to somebody else: as ours, with the files that we keep, so that nothing is uploaded again."""

from uuid import UUID

from flask_babel import gettext as _

from chatapp import kinds
from chatapp.kinds import Kind
from chatapp.media import queries as media
from chatapp.messages.actions import send
from chatapp.models import Conversation, Media, MediaState, Message, User
from chatapp.refusals import Refusal

#: What means the same to whoever gets it; buttons and forms are between us and the one they were written for.
FORWARDABLE = (
    "text",
    "image",
    "video",
    "audio",
    "voice",
    "document",
    "sticker",
    "location",
    "contacts",
)


def forward(message: Message, destination: Conversation, *, author: User, client_id: UUID) -> Message:
    """Queue what `message` says for the customer of another conversation; returns the new message.

    Refuses kinds that cannot be passed on and files that are not here (409), and whatever `send` refuses.
    """
    if message.kind not in FORWARDABLE:
        raise Refusal("not_forwardable", _("This kind of message cannot be forwarded."))
    return send(destination, _as_ours(message), author=author, client_id=client_id)


def _as_ours(message: Message) -> Kind:
    says = message.says
    if says.files:
        says = says.with_files([_kept(row) for row in media.of_messages([message])[message.id]])
    return kinds.compose(says.name, says.to_stored())


def _kept(row: Media | None) -> int:
    if row is None or row.state in (MediaState.FAILED, MediaState.REFUSED):
        raise Refusal("media_missing", _("The file of this message is not here, so it cannot be forwarded."))
    if row.state is not MediaState.READY:
        raise Refusal("media_not_ready", _("The file is still on its way here. Please wait a moment."))
    return row.id
