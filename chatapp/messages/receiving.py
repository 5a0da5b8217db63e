"""What customers wrote, and what the company wrote on its own phone, becomes lines of a thread."""

from collections.abc import Iterable, Mapping, Sequence

from chatapp import media
from chatapp.conversations.activity import Activities, Activity
from chatapp.media import Expected
from chatapp.messages import lines
from chatapp.messages.arrivals import Arrival
from chatapp.messages.lines import Line, Name
from chatapp.models import Direction
from chatapp.whatsapp import window
from chatapp.whatsapp.facts import ChatEvent, InboundMessage, MessageEcho

Written = InboundMessage | MessageEcho

#: Lines that WhatsApp itself writes into the chat: nobody said them, so nobody has to answer.
SYSTEM = "system"


def unheard(arrivals: Iterable[Arrival[ChatEvent]]) -> list[Arrival[ChatEvent]]:
    """Those that we do not have yet, each once: Meta delivers some twice, and a stored webhook may be replayed.

    In their order: Meta's time has whole seconds, and within one of them that is the order of the thread.
    """
    by_name = {name(arrival): arrival for arrival in arrivals}
    known = lines.known(by_name)
    return [arrival for each, arrival in by_name.items() if each not in known]


def receive(arrivals: Sequence[tuple[Arrival[Written], int]], activities: Activities) -> list[int]:
    """Write these messages, each into its conversation (the second of each pair), note what that means there, and have
    their files fetched.

    Returns the ids of those that are new.
    """
    by_name = {name(arrival): (arrival, conversation_id) for arrival, conversation_id in arrivals}
    ids = lines.insert([_line(arrival, conversation_id) for arrival, conversation_id in by_name.values()])
    for new, message_id in ids.items():
        arrival, conversation_id = by_name[new]
        _happened(activities[conversation_id], arrival.fact, message_id)
    media.expect(_files(by_name[new][0], message_id) for new, message_id in ids.items())
    return list(ids.values())


def name(arrival: Arrival[ChatEvent]) -> Name:
    """What makes this event one and the same however often it comes."""
    return Name(arrival.number_id, arrival.fact.wamid)


def _line(arrival: Arrival[Written], conversation_id: int) -> Line:
    fact = arrival.fact
    return Line(
        account_id=arrival.account_id,
        name=name(arrival),
        conversation_id=conversation_id,
        direction=Direction.OUT if fact.outgoing else Direction.IN,
        kind=fact.kind.name,
        content={**fact.kind.to_stored(), **_surroundings(fact)},
        sent_at=fact.sent_at,
        quoted_wamid=fact.quoted_wamid,
    )


def _files(arrival: Arrival[Written], message_id: int) -> Expected:
    return Expected(arrival.account_id, arrival.number_id, message_id, arrival.fact.kind.files)


def _surroundings(fact: Written) -> Mapping[str, object]:
    """What came with the message and is not part of what it says."""
    if isinstance(fact, MessageEcho):
        return {}
    said = {
        "forwarded": fact.forwarded or None,
        "forwarded_often": fact.forwarded_often or None,
        "referral": fact.referral,
        "referred_product": fact.referred_product,
    }
    return {key: value for key, value in said.items() if value is not None}


def _happened(activity: Activity, fact: Written, message_id: int) -> None:
    if fact.kind.name == SYSTEM:
        return
    activity.said(fact.sent_at, message_id, fact.kind.preview.text)
    if not fact.outgoing:
        activity.heard(fact.sent_at, fact.wamid)
        if window.opens(fact):
            activity.window_until(window.expires_at(fact.sent_at))
