"""One line of a conversation's last message, for its row in the list."""

from dataclasses import dataclass

from flask_babel import gettext as _

from chatapp.models import Conversation, Message


@dataclass(frozen=True)
class RowPreview:
    """`icon` names the kind, `tick` is the name of a MessageStatus for what we wrote."""

    icon: str | None
    text: str
    tick: str | None


def preview(conversation: Conversation) -> RowPreview:
    """In the reader's language; empty for a conversation without messages."""
    message = conversation.last_message
    if message is None:
        return RowPreview(None, "", None)
    says = message.says.preview
    return RowPreview(says.icon, says.text or _(says.label), None if message.is_inbound else message.status.name)


def one_line(message: Message) -> str:
    """A message in one line of plain text: its words, or the name of its kind."""
    says = message.says.preview
    return says.text or _(says.label)
