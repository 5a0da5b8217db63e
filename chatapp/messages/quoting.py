"""The message that another one answers, as it stands above the answer."""

from flask_babel import gettext as _

from chatapp.messages import attachments
from chatapp.messages.beside import Beside
from chatapp.models import Message


class Quote:
    """The quoted message in two lines; "not available" rather than nothing when it is not known."""

    def __init__(self, message: Message | None, beside: Beside | None = None):
        self.available = message is not None
        self.id = message and message.id
        self.dom_id = message and message.dom_id
        self.author_label = author_label(message) if message else _("Earlier message")
        says = message.says if message else None
        self.icon = says and says.preview.icon
        self.text = (says.preview.text or _(says.preview.label)) if says else ""
        files = attachments.views(says.files, beside.files[message.id], message.id) if message and beside else []
        self.thumb = files[0].thumb if files else None


def author_label(message: Message) -> str:
    """Who speaks: one of us, the customer, or the company's number."""
    if message.author:
        return message.author.name
    conversation = message.conversation
    return conversation.contact.name if message.is_inbound else conversation.number.label
