"""Whose is this fact? From Meta's ids to our numbers; what is nobody's is noted and set aside."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.inbound.ledger import Outcome
from chatapp.messages.arrivals import Arrival
from chatapp.whatsapp.facts import AccountEvent, Fact, Malformed, NumberFact, UserPreference


@dataclass(frozen=True, slots=True)
class Routed:
    """A fact that has somewhere to go, and the outcome of the body it came in. `arrival` is None for facts about an
    account, which need not name a number."""

    outcome: Outcome
    fact: Fact
    arrival: Arrival | None


def route(found: Iterable[tuple[Outcome, Fact]]) -> list[Routed]:
    """What can be applied. A fact that cannot be read, of a number that nobody has connected, or of a group (groups
    are not served) becomes a fault of its body."""
    found = list(found)
    numbers = _numbers({fact.phone_number_id for _, fact in found if isinstance(fact, NumberFact)})
    routed = []
    for outcome, fact in found:
        fault = _fault(fact, numbers, outcome)
        if fault is not None:
            outcome.fault(fact.path, *fault)
        elif isinstance(fact, NumberFact):
            account_id, number_id = numbers[fact.phone_number_id]
            routed.append(Routed(outcome, fact, Arrival(account_id, number_id, fact)))
        else:
            routed.append(Routed(outcome, fact, None))
    return [one for one in routed if not isinstance(one.fact, KEPT_IN_THE_LEDGER)]


#: Known, and of no consequence yet: the ledger has them, and they can be replayed when there is something to do.
KEPT_IN_THE_LEDGER = (UserPreference,)


def _fault(fact: Fact, numbers: dict[str, tuple[int, int]], outcome: Outcome) -> tuple[str, str] | None:
    if isinstance(fact, Malformed):
        return "malformed", fact.reason
    if isinstance(fact, NumberFact) and fact.phone_number_id not in numbers:
        return "unknown_number", f"phone_number_id {fact.phone_number_id} is not connected"
    if isinstance(fact, NumberFact) and not outcome.may_speak_of(numbers[fact.phone_number_id][0]):
        return "foreign_number", f"phone_number_id {fact.phone_number_id} is not of the app that signed this"
    group_id = getattr(fact, "group_id", None)
    if group_id is not None:
        return "group", f"group {group_id}: groups are not served"
    if isinstance(fact, AccountEvent) and fact.field.startswith("group_"):
        return "group", f"{fact.field}: groups are not served"
    return None


def _numbers(phone_number_ids: set[str]) -> dict[str, tuple[int, int]]:
    """{Meta's phone_number_id: (account id, number id)}."""
    if not phone_number_ids:
        return {}
    rows = db.session.execute(_NUMBERS, {"ids": sorted(phone_number_ids)})
    return {row.phone_number_id: (row.account_id, row.id) for row in rows}


_NUMBERS = sa.text("""
    SELECT phone_number_id, account_id, id FROM phone_numbers WHERE phone_number_id = ANY(CAST(:ids AS text[]))
""")
