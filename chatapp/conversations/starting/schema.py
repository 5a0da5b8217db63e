"""Where one could write from, as JSON."""

from collections.abc import Sequence

from chatapp.conversations import schema
from chatapp.conversations.starting.opening import Line
from chatapp.models import Contact


def lines(to: Contact | None, lines: Sequence[Line], **_rest: object) -> dict:
    """The number that is taken without a choice comes first; `contact` is null for strangers."""
    numbers = [{**schema.number(line.number), "last_inbound_at": schema.moment(line.heard_at)} for line in lines]
    return {"contact": to and schema.contact(to), "numbers": numbers}
