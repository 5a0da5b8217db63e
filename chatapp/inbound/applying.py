"""From facts to verbs: a whole batch at once, in the order of who depends on whom.

Every verb is idempotent and none minds the order in which webhooks come, so a batch can be applied again, in parts, or
before what should have come first. Rows are locked in one order, the one that all writers keep: identities,
conversations, messages.
"""

from collections.abc import Sequence

from chatapp import contacts, message_templates
from chatapp.conversations import activity, merging, places
from chatapp.conversations.activity import Activities
from chatapp.conversations.places import Place
from chatapp.inbound import line_health, people
from chatapp.inbound.people import Known, of_kind
from chatapp.inbound.routing import Routed
from chatapp.inbound.showing import Shown
from chatapp.messages import calls, corrections, identity_lines, lines, reactions, receiving, statuses, waiting
from chatapp.messages.arrivals import Arrival
from chatapp.messages.lines import Name
from chatapp.messages.reactions import Reacted
from chatapp.whatsapp.facts import (
    AccountEvent,
    CallEvent,
    IdentityChange,
    InboundMessage,
    MessageEcho,
    MessageEdit,
    MessageReaction,
    MessageRevoke,
    StatusUpdate,
    WebhookError,
)

WRITTEN = (InboundMessage, MessageEcho)
CORRECTIONS = (MessageEdit, MessageRevoke)


def apply(routed: Sequence[Routed]) -> Shown:
    """Do what these facts say, within the current transaction; returns what looks different because of them."""
    arrivals = [one.arrival for one in routed if one.arrival is not None]
    shown = Shown()
    for change in sorted(receiving.unheard(_of(arrivals, IdentityChange)), key=lambda change: change.fact.sent_at):
        # Whose number it was until then, and whose it is from then on, may be two people.
        earlier = [arrival for arrival in arrivals if people.moment(arrival.fact) <= change.fact.sent_at]
        arrivals = [arrival for arrival in arrivals if people.moment(arrival.fact) > change.fact.sent_at]
        _apply_chats(earlier, shown)
        _change_identity(change, shown)
    _apply_chats(arrivals, shown)
    heard = [one for one in routed if isinstance(one.fact, InboundMessage)]
    line_health.note_heard((one.arrival.number_id, one.outcome.received_at) for one in heard)
    line_health.note_errors([one.arrival for one in routed if isinstance(one.fact, WebhookError)])
    events = [(one.fact, one.outcome.signed_for) for one in routed if isinstance(one.fact, AccountEvent)]
    line_health.note_events(events)
    message_templates.hear(events)
    return shown


def _apply_chats(arrivals: Sequence[Arrival], shown: Shown) -> None:
    applicable, early = corrections.of_known(_of(arrivals, *CORRECTIONS))
    talk = [*receiving.unheard(_of(arrivals, *WRITTEN)), *calls.concerning_threads(_of(arrivals, CallEvent)), *early]
    known = people.identify([*talk, *_of(arrivals, MessageReaction)], shown)
    reports = _of(arrivals, StatusUpdate)
    matched = statuses.match(reports)
    statuses.learn_recipients(reports, matched)

    # Before any of their messages, like everybody who writes: what is reacted to or corrected may show in their rows.
    places.lock(lines.conversations_of(_targets(arrivals)))
    threads = people.threads([one for one in known if not isinstance(one.arrival.fact, MessageReaction)])
    activities = Activities()
    shown.appeared(receiving.receive(of_kind(threads, *WRITTEN), activities))
    shown.appeared(calls.receive(of_kind(threads, CallEvent), activities))
    shown.appeared(corrections.wait(of_kind(threads, *CORRECTIONS)))
    activity.record(activities)
    shown.changed(statuses.record(reports, matched))
    shown.changed(reactions.record([_reacted(one) for one in known if isinstance(one.arrival.fact, MessageReaction)]))
    shown.changed(corrections.apply(applicable))
    shown.changed(waiting.adopt(shown.new_messages))


def _of(arrivals: Sequence[Arrival], *kinds: type) -> list[Arrival]:
    return [arrival for arrival in arrivals if isinstance(arrival.fact, kinds)]


def _targets(arrivals: Sequence[Arrival]) -> list[Name]:
    changing = _of(arrivals, MessageReaction, *CORRECTIONS)
    return [Name(arrival.number_id, arrival.fact.target_wamid) for arrival in changing]


def _reacted(known: Known) -> Reacted:
    arrival, fact = known.arrival, known.arrival.fact
    reactor = f"number:{arrival.number_id}" if fact.outgoing else f"contact:{known.contact_id}"
    return Reacted(arrival.account_id, arrival.number_id, fact.target_wamid, reactor, fact.emoji, fact.sent_at)


def _change_identity(arrival: Arrival[IdentityChange], shown: Shown) -> None:
    fact = arrival.fact
    moved = contacts.move(arrival.account_id, fact.customer, fact.after, fact.sent_at)
    if moved is None:
        return
    for former in moved.former_owners:
        if merging.began_after(former, fact.sent_at):
            shown.rearranged(merging.merge(moved.contact_id, former))
    place = Place(arrival.number_id, moved.contact_id)
    for conversation_id in places.find([place]).values():
        shown.appeared(identity_lines.write(arrival, conversation_id))
