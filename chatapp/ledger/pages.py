"""Webhooks as pages show them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from chatapp.inbound.ledger import MAX_ATTEMPTS
from chatapp.ledger import contents
from chatapp.models import PhoneNumber

#: How loud a state is, and its name.
_STATES = {
    "applied": ("good", lazy_gettext("Applied")),
    "partly": ("bad", lazy_gettext("Applied in part")),
    "waiting": ("wait", lazy_gettext("Waiting")),
    "retried": ("wait", lazy_gettext("Failed, will be tried again")),
    "given_up": ("bad", lazy_gettext("Given up")),
}


class EventView:
    """Read-only view of a row of `queries`."""

    def __init__(self, row: sa.Row, numbers: Sequence[PhoneNumber]):
        self.row = row
        self.id, self.received_at, self.size = row.id, row.received_at, row.size
        self.attempts, self.error, self.processed_at = row.attempts, row.error, row.processed_at
        self.faults: list[Mapping[str, str]] = row.faults or []
        self.path = f"/ledger/{row.id}"
        self._numbers = [number for number in numbers if number.phone_number_id in row.subjects]

    @property
    def state(self) -> str:
        """A word for programs, one of those above."""
        if self.processed_at is not None:
            return "partly" if self.faults else "applied"
        if not self.attempts:
            return "waiting"
        return "retried" if self.attempts < MAX_ATTEMPTS else "given_up"

    @property
    def state_words(self) -> str:
        return str(_STATES[self.state][1])

    @property
    def tone(self) -> str:
        return _STATES[self.state][0]

    @property
    def delay(self) -> float | None:
        """Seconds from the ledger until it was applied."""
        return (self.processed_at - self.received_at).total_seconds() if self.processed_at else None

    @cached_property
    def contents(self) -> dict[str, int]:
        """How many of what, in Meta's words; {} where the body was too long to be read."""
        return contents.count(self.row.body) if self.row.body is not None else {}

    @property
    def said(self) -> str:
        """The same for people."""
        return ", ".join(_counted(name, count) for name, count in self.contents.items()) or _("A large one")

    @property
    def reason(self) -> str | None:
        """Why it was not applied, or not in full: the first line of it."""
        told = self.error or (self.faults[0]["reason"] if self.faults else "")
        return told.partition("\n")[0] or None

    @property
    def numbers(self) -> list[PhoneNumber]:
        """Which of the account's it speaks of."""
        return self._numbers

    @property
    def is_signed_for_all(self) -> bool:
        """With the app secret of the installation, not with one of the account's own."""
        return self.row.signed_for is None

    @cached_property
    def _laid_out(self) -> tuple[str, bool]:
        return contents.laid_out(self.row.body)

    @property
    def text(self) -> str:
        """The body, or its beginning, as indented JSON."""
        return self._laid_out[0]

    @property
    def is_whole(self) -> bool:
        return self._laid_out[1]


def local(moment: datetime | None, zone) -> str:
    """What a field of date and time holds."""
    return moment.astimezone(zone).strftime("%Y-%m-%dT%H:%M") if moment else ""


def seconds(value: float | None) -> str:
    """A duration in words: 18 ms, 2.4 s, 3 min, 5 h, 2 days."""
    if value is None:
        return "–"
    if value < 1:
        return _("%(n)s ms", n=round(value * 1000))
    if value < 60:
        return _("%(n)s s", n=f"{value:.1f}")
    if value < 3600:
        return _("%(n)s min", n=round(value / 60))
    if value < 2 * 86400:
        return _("%(n)s h", n=round(value / 3600))
    return ngettext("%(num)s day", "%(num)s days", round(value / 86400))


def _counted(name: str, count: int) -> str:
    match name:
        case "messages":
            return ngettext("%(num)s message", "%(num)s messages", count)
        case "statuses":
            return ngettext("%(num)s status", "%(num)s statuses", count)
        case "message_echoes":
            return ngettext("%(num)s message of yours", "%(num)s messages of yours", count)
        case "calls":
            return ngettext("%(num)s call", "%(num)s calls", count)
        case "errors":
            return ngettext("%(num)s error", "%(num)s errors", count)
    return name if count == 1 else f"{name} × {count}"
