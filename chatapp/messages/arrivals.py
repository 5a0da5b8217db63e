"""A fact of a webhook, with the number of ours that it concerns."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from chatapp.whatsapp.facts import NumberFact

F = TypeVar("F", bound=NumberFact, covariant=True)


@dataclass(frozen=True, slots=True)
class Arrival(Generic[F]):
    """`number_id` and `account_id` are ours; `fact.phone_number_id` is Meta's name for the number."""

    account_id: int
    number_id: int
    fact: F
