"""The small line in a thread that says that a customer's number or identity changed."""

from chatapp.messages import lines
from chatapp.messages.arrivals import Arrival
from chatapp.messages.lines import Line, Name
from chatapp.models import Direction
from chatapp.whatsapp.facts import IdentityChange


def write(arrival: Arrival[IdentityChange], conversation_id: int) -> list[int]:
    """Put the line where the history is; nobody said it, so nothing is unread, opened or moved up by it."""
    fact = arrival.fact
    line = Line(
        account_id=arrival.account_id,
        name=Name(arrival.number_id, fact.wamid),
        conversation_id=conversation_id,
        direction=Direction.IN,
        kind=fact.kind.name,
        content=fact.kind.to_stored(),
        sent_at=fact.sent_at,
    )
    return list(lines.insert([line]).values())
