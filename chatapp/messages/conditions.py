"""What has to be true before anything goes out to a customer."""

import sqlalchemy as sa
from flask_babel import gettext as _

from chatapp import clock
from chatapp.extensions import db
from chatapp.kinds import Kind, Reaction, Template
from chatapp.models import Conversation
from chatapp.refusals import Refusal, invalid
from chatapp.whatsapp import window
from chatapp.whatsapp.window import WindowState


def lock(conversation: Conversation) -> None:
    """Messages of one conversation get their ids in the order in which they become visible: the order of sending."""
    lock = sa.select(Conversation.id).where(Conversation.id == conversation.id).with_for_update(key_share=True)
    db.session.execute(lock)
    db.session.refresh(conversation, ["window_expires_at"])


def check_content(kind: Kind) -> None:
    """Within Meta's limits; Refusal 422 names every field that is not."""
    faults = kind.check()
    if faults:
        fields = {fault.field: _(fault.message) % {"limit": fault.limit} for fault in faults}
        raise invalid(fields, _("This message cannot be sent as it is."))


def check_window(conversation: Conversation, kind: Kind) -> None:
    """Outside of Meta's service window only templates may go; Refusal "window_closed"."""
    if isinstance(kind, Template):
        return
    if window.state(conversation.window_expires_at, clock.now()) is WindowState.CLOSED:
        raise Refusal(
            "window_closed",
            _("More than 24 hours have passed since the customer last wrote. Send a template instead."),
        )


def check_stands_alone(kind_name: str) -> None:
    """A reaction belongs onto a message (`reacting.react`), and is never a line of its own."""
    if kind_name == Reaction.name:
        raise Refusal("not_a_message", _("A reaction belongs onto a message: choose the message and react to it."))
