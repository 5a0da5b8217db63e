"""A message as its bubble sees it. Words are made when the template asks, in the language it is rendered in."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_time
from flask_babel import get_locale
from flask_babel import gettext as _

from chatapp.kinds import N_, File, Kind, MessageStatus, Referral, Template
from chatapp.messages import attachments, bodies, failures
from chatapp.messages.attachments import MediaView, clock_face
from chatapp.messages.beside import Beside
from chatapp.messages.cards import Card, Place
from chatapp.messages.chips import Chip
from chatapp.messages.failures import Failure, Waiting
from chatapp.messages.quoting import Quote, author_label
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
#: Kinds that nobody said: they stand between the bubbles as a line.
LINES = ("system", "call")
#: screen_0_First_name_1
_AROUND = re.compile(r"^screen_\d+_|_\d+$")


class Bubble:
    """Read-only view of a message that was loaded with `queries.FOR_DISPLAY`. Knows nothing of who is looking.

    `beside` is what was read for all messages of a page at once; without it, it is read for this one.
    """

    def __init__(self, message: Message, beside: Beside | None = None):
        self._message = message
        self._beside = beside or Beside.of([message])
        self.id = message.id
        self.dom_id = message.dom_id
        self.sort_key = message.sort_key
        self.version = version(message.changed_at)
        self.conversation_id = message.conversation_id
        self.direction = message.direction.value
        self.sent_at = message.sent_at
        self.status = None if message.is_inbound else message.status.name
        self.resend_url = f"/messages/{message.id}/delivery"
        self.payload_path = f"/messages/{message.id}/payload"
        self.revisions_path = f"/messages/{message.id}/revisions"

    @classmethod
    def all(cls, messages: Sequence[Message]) -> list["Bubble"]:
        """The bubbles of several messages, with as many queries as for one."""
        beside = Beside.of(messages)
        return [cls(message, beside) for message in messages]

    @property
    def author(self) -> str | None:
        """Who of us wrote it; None for the customer, and for what was written on the company's own phone."""
        return self._message.author and self._message.author.name

    @property
    def author_label(self) -> str:
        return author_label(self._message)

    @cached_property
    def says(self) -> Kind:
        """What it says now."""
        return self._message.says

    @property
    def edited_at(self) -> str | None:
        """When it was edited last, in ISO 8601."""
        return self._message.content.get("edited_at")

    @property
    def deleted_at(self) -> str | None:
        """When it was deleted for everyone, in ISO 8601."""
        return self._message.content.get("revoked_at")

    @property
    def kind(self) -> str:
        """The name of its kind; that of `revoke` for a message that was deleted."""
        return self.says.name

    @property
    def is_line(self) -> bool:
        """Whether it stands between the bubbles, small and centred."""
        return self.kind in LINES

    @property
    def body(self) -> object:
        """What stands in the bubble below author and quote, as HTML."""
        return bodies.render(self)

    @cached_property
    def media(self) -> list[MediaView]:
        """Its files in their order."""
        return attachments.views(self.says.files, self._beside.files[self.id], self.id)

    def file(self, file: File) -> MediaView:
        """One of the files that `says` names."""
        return self.media[self.says.files.index(file)]

    @property
    def cards(self) -> list[Card]:
        """The people in a message of the kind `contacts`."""
        return [Card(card) for card in self.says.cards]

    @property
    def place(self) -> Place | None:
        """The point of a `location`; None if it has none."""
        return Place.of(self.says)

    @property
    def duration(self) -> str | None:
        """How long a `call` took."""
        return clock_face(self.says.duration) if self.says.duration else None

    @property
    def answers(self) -> list[tuple[str, str]]:
        """What was filled into a form: the fields' names without what Meta's own editor puts around them."""
        return [(_AROUND.sub("", name).replace("_", " "), value) for name, value in self.says.answers]

    @property
    def raw_kind(self) -> str | None:
        """What Meta calls what we cannot show."""
        return getattr(self.says, "type", None)

    @property
    def referral(self) -> Referral | None:
        """The ad that the customer came from with it."""
        return Referral.read(self._message.content)

    @property
    def about_product(self) -> str | None:
        """Our number of the product that the customer was looking at."""
        product = self._message.content.get("referred_product")
        return product.get("product_retailer_id") if isinstance(product, dict) else None

    @property
    def forwarded(self) -> str | None:
        """That the customer did not write it themselves."""
        if self._message.content.get("forwarded_often"):
            return _("Forwarded many times")
        return _("Forwarded") if self._message.content.get("forwarded") else None

    @property
    def tag(self) -> str | None:
        """Which sort of message it is that we sent, where its look does not tell."""
        says = self.says
        if isinstance(says, Template):
            category = says.shown and says.shown.category
            return " · ".join(filter(None, (_(says.label), says.template, category and category.lower())))
        return _(says.label) if says.name in ("list", "carousel", "product_list") else None

    @property
    def reactions(self) -> list[Chip]:
        """Each emoji once, the first one first."""
        chips: dict[str, Chip] = {}
        for reaction in self._message.reactions:
            chip = chips.setdefault(reaction.shown, Chip(reaction.shown))
            chip.add(reaction, self._beside.name_of(reaction.reactor, self._message))
        return list(chips.values())

    @property
    def quoted(self) -> Quote | None:
        if self._message.quoted is None and self._message.quoted_wamid is None:
            return None
        return Quote(self._message.quoted, self._beside)

    @property
    def failure(self) -> Failure | None:
        return failures.of(self._message)

    @property
    def waiting(self) -> Waiting | None:
        return failures.waiting(self._message)

    @property
    def events(self) -> str:
        """The story of the ticks: "Delivered 14:03 · Read 14:05"."""
        zone, locale = self._zone(), get_locale()
        told = [
            f"{_(TOLD[event.status])} {_clock(event.at.astimezone(zone).time(), locale)}"
            for event in self._beside.told[self.id]
        ]
        return " · ".join(told)

    @property
    def day(self) -> str:
        """The ISO date on which it was sent, in the company's time zone."""
        return self._local_day.isoformat()

    @property
    def day_sort(self) -> str:
        """Where the separator of its day belongs: before everything of that day."""
        midnight = datetime.combine(self._local_day, datetime.min.time(), self._zone())
        return sort_key(midnight, 0)

    @cached_property
    def _local_day(self) -> date:
        return self.sent_at.astimezone(self._zone()).date()

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._message.conversation.number.account.timezone)


@lru_cache(10_000)
def _clock(at: time, locale: Locale | None) -> str:
    """Kept, for a page says a hundred of them, and Meta's times are in whole seconds."""
    return format_time(at, "medium", locale=locale)
