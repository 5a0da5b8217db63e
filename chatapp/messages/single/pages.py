"""What a message said before, as its bubble unfolds it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from chatapp.kinds import Kind
from chatapp.media import queries as media
from chatapp.messages import attachments, revisions
from chatapp.messages.attachments import MediaView
from chatapp.messages.revisions import Version
from chatapp.models import Message


@dataclass(frozen=True)
class Earlier:
    """A version that does not hold any more; `files` are links to what came with it."""

    since: datetime
    text: str
    files: Sequence[MediaView]


@dataclass(frozen=True)
class _Said:
    """A version in the place of its message, for whoever asks for its files."""

    id: int
    account_id: int
    says: Kind


def earlier(message: Message) -> list[Earlier]:
    """The versions before the one that the bubble shows, the first one first."""
    versions = revisions.of(message)[:-1]
    files = _files(message, versions)
    return [
        Earlier(version.since, version.says.plain or _(version.says.label), files if version.says.files else ())
        for version in versions
    ]


def _files(message: Message, versions: Sequence[Version]) -> list[MediaView]:
    """They are the same in every version: only captions can be edited."""
    says = next((version.says for version in versions if version.says.files), None)
    if says is None:
        return []
    said = _Said(message.id, message.account_id, says)
    return attachments.views(says.files, media.of_messages([said])[message.id], message.id)
