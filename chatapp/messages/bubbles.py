"""A message as its bubble sees it. Words are made when the template asks, in the language it is rendered in."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask_babel import format_time
from flask_babel import gettext as _

from chatapp.kinds import N_, MessageStatus, Text
from chatapp.messages import failures
from chatapp.messages.failures import Failure, Waiting
from chatapp.models import Message
from chatapp.models.sorting import sort_key, version

#: How a reported status reads in the story of a message.
TOLD = {
    MessageStatus.SENT: N_("Sent"),
    MessageStatus.DELIVERED: N_("Delivered"),
    MessageStatus.READ: N_("Read"),
    MessageStatus.PLAYED: N_("Played"),
    MessageStatus.FAILED: N_("Not sent"),
}


class Bubble:
    """Read-only view of a message that was loaded with `queries.FOR_DISPLAY`. Knows nothing of who is looking."""

    def __init__(self, message: Message):
        self._message = message
        self.id = message.id
        self.dom_id = message.dom_id
        self.sort_key = message.sort_key
        self.version = version(message.changed_at)
        self.conversation_id = message.conversation_id
        self.direction = message.direction.value
        self.sent_at = message.sent_at
        self.status = None if message.is_inbound else message.status.name
        self.resend_url = f"/messages/{message.id}/delivery"
        self.reactions = [reaction.emoji for reaction in message.reactions]

    @property
    def author(self) -> str | None:
        """Who of us wrote it; None for the customer, and for what was written on the company's own phone."""
        return self._message.author and self._message.author.name

    @property
    def author_label(self) -> str:
        return _author_label(self._message)

    @property
    def text(self) -> str | None:
        """The words of a text; None for kinds that are shown as a placeholder."""
        says = self._message.says
        return says.body if isinstance(says, Text) else None

    @property
    def placeholder(self) -> "Placeholder":
        return Placeholder(self._message)

    @property
    def quoted(self) -> "Quote | None":
        if self._message.quoted is None and self._message.quoted_wamid is None:
            return None
        return Quote(self._message.quoted)

    @property
    def failure(self) -> Failure | None:
        return failures.of(self._message)

    @property
    def waiting(self) -> Waiting | None:
        return failures.waiting(self._message)

    @property
    def events(self) -> str:
        """The story of the ticks: "Delivered 14:03 · Read 14:05"."""
        zone = self._zone()
        told = [
            f"{_(TOLD[event.status])} {format_time(event.occurred_at.astimezone(zone), 'medium', rebase=False)}"
            for event in self._message.events
        ]
        return " · ".join(told)

    @property
    def day(self) -> str:
        """The ISO date on which it was sent, in the company's time zone."""
        return self._local_day().isoformat()

    @property
    def day_sort(self) -> str:
        """Where the separator of its day belongs: before everything of that day."""
        midnight = datetime.combine(self._local_day(), datetime.min.time(), self._zone())
        return sort_key(midnight, 0)

    def _local_day(self) -> date:
        return self.sent_at.astimezone(self._zone()).date()

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._message.conversation.number.account.timezone)


class Placeholder:
    """What stands for a kind that has no bubble of its own yet."""

    def __init__(self, message: Message):
        says = message.says.preview
        self.icon = says.icon or "circle-help"
        self.label = f"{_(says.label)} · {says.text}" if says.text else _(says.label)


class Quote:
    """The quoted message in two lines; "not available" rather than nothing when it is not known."""

    def __init__(self, message: Message | None):
        self.available = message is not None
        self.id = message and message.id
        self.dom_id = message and message.dom_id
        self.author_label = _author_label(message) if message else _("Earlier message")
        says = message.says.preview if message else None
        self.icon = says and says.icon
        self.text = (says.text or _(says.label)) if says else ""


def _author_label(message: Message) -> str:
    if message.author:
        return message.author.name
    conversation = message.conversation
    return conversation.contact.name if message.is_inbound else conversation.number.label
