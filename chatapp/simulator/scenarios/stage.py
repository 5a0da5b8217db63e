"""Who plays, in which chat, and what the business has said since they last acted."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from ..answering import Choice, choices_of
from ..books import Message
from ..customers import Customer
from ..phone.presenting import parts
from ..settings import BusinessNumber
from ..world import world
from .script import Script, Step

LOOK_S = 0.1


@dataclass
class Stage:
    """``since`` is, for each chat, the id of the last message the customer has acted upon."""

    cast: list[str]
    folder: Path | None
    stopped: threading.Event
    since: dict[tuple[int, str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, script: Script, stopped: threading.Event) -> Self:
        """Invites those of the cast whom nobody knows yet; what was said before this moment does not count."""
        known = {customer.name for customer in world().customers.everyone()}
        for traits in script.customers:
            if traits["name"] not in known:
                world().customers.add(**traits)
        cast = [each["name"] for each in script.customers] or sorted(known)
        if not cast:
            raise ValueError("there is no customer")
        return cls(cast, script.folder, stopped)

    def pair(self, step: Step) -> tuple[Customer, BusinessNumber]:
        """The chat of a step."""
        name = step.by or self.cast[0]
        customer = next((each for each in world().customers.everyone() if each.name == name), None)
        number = next(
            (each for each in world().numbers.values() if step.to in (None, each.id, each.display, each.verified_name)),
            None,
        )
        if customer is None or number is None:
            raise ValueError(f"there is no {name if customer is None else step.to}")
        self.since.setdefault((customer.id, number.id), self.newest(customer, number))
        return customer, number

    def newest(self, customer: Customer, number: BusinessNumber) -> int:
        """The id of the last message of a chat."""
        return max((message.id for message in world().books.chat(customer.id, number.id)), default=0)

    def heard(self, customer: Customer, number: BusinessNumber) -> list[Message]:
        """What reached the phone from the business, newest first."""
        chat = world().books.chat(customer.id, number.id)
        return [
            message
            for message in reversed(chat)
            if message.direction == "from_business" and (message.delivered_at or message.read_at)
        ]

    def last(self, customer: Customer, number: BusinessNumber, containing: str | None = None) -> Message:
        """The newest message of the business (with these words in it)."""
        for message in self.heard(customer, number):
            if containing is None or containing.casefold() in words_of(message).casefold():
                return message
        raise ValueError(f"the business has not said {containing!r}" if containing else "the business has said nothing")

    def choice(self, customer: Customer, number: BusinessNumber, label: str) -> tuple[Message, Choice]:
        """The newest message with a button or row of this label."""
        for message in self.heard(customer, number):
            for choice in choices_of(message, customer, world().templates, number.waba_id):
                if choice.label.casefold() == label.casefold():
                    return message, choice
        raise ValueError(f"there is nothing called {label!r} to tap")

    def until(self, seconds: float, found: Callable[[], Any], what: str) -> Any:
        """Look until there is something; ValueError when the time is over."""
        ends = time.monotonic() + seconds
        while True:
            result = found()
            if result:
                return result
            if time.monotonic() > ends or self.stopped.wait(LOOK_S):
                raise ValueError(f"waited {seconds:g} s in vain for {what}")


def words_of(message: Message) -> str:
    """Everything that can be read in a message."""
    shown = parts(message)
    media = shown.get("media") or {}
    return "\n".join(filter(None, (shown.get("header"), shown.get("text"), shown.get("footer"), media.get("label"))))
