"""One line of what happened last in a conversation, for its row in the list."""

from dataclasses import dataclass

from flask_babel import gettext as _

from chatapp.kinds import Preview
from chatapp.models import Conversation, Message, Reaction


@dataclass(frozen=True)
class RowPreview:
    """`icon` names the kind, `tick` is the name of a MessageStatus for what we wrote."""

    icon: str | None
    text: str
    tick: str | None


def preview(conversation: Conversation) -> RowPreview:
    """In the reader's language: the last message, or a reaction if that came later; empty where nothing was said."""
    message, reaction = conversation.last_message, conversation.last_reaction
    if message is None:
        return RowPreview(None, "", None)
    if reaction is not None and _tells(reaction, message):
        return RowPreview(None, reacted(reaction), None)
    # A call is told to nobody's phone as a message would be.
    is_ticked = not message.is_inbound and message.kind != "call"
    says = message.says.preview
    return RowPreview(says.icon, _words(says), message.status.name if is_ticked else None)


def one_line(message: Message) -> str:
    """A message in one line of plain text: its words, or the name of its kind."""
    return _words(message.says.preview)


def _words(says: Preview) -> str:
    return says.text or _(says.label)


def reacted(reaction: Reaction) -> str:
    """A reaction in one line of plain text."""
    return _("Reacted %(emoji)s to: %(message)s", emoji=reaction.emoji, message=one_line(reaction.message))


def _tells(reaction: Reaction, last: Message) -> bool:
    """A reaction that was taken away again says nothing, nor one that came before the last message."""
    return bool(reaction.emoji and reaction.message) and reaction.reacted_at >= last.sent_at
