"""What webhooks report, one frozen dataclass per kind of fact. `webhook.parse` makes them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chatapp.kinds import Kind, MessageStatus
from chatapp.whatsapp.customer import Customer
from chatapp.whatsapp.meta_error import MetaError


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """`path` is where in the body it stood ("entry[0].changes[1].messages[3]"), `raw` the object found there."""

    path: str
    waba_id: str | None = None
    raw: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Malformed(Fact):
    """A part that could not be read, and why; its siblings are facts of their own."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberFact(Fact):
    """Something that concerns one business number."""

    phone_number_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatEvent(NumberFact):
    """Something that was said or done in one chat: its own id, Meta's time (whole seconds, UTC), the customer.

    `outgoing`: it came from the company's own phone (coexistence), not from the customer.
    `group_id`: it happened in a group; `customer` is then the participant.
    """

    wamid: str
    sent_at: datetime
    customer: Customer
    outgoing: bool = False
    group_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundMessage(ChatEvent):
    """A message from a customer.

    `quoted_wamid`: the message it answers. `forwarded`: it was passed on (`forwarded_often`: more than five times).
    `referral`: the ad or post it came from. `referred_product`: the catalogue item it asks about.
    """

    kind: Kind
    quoted_wamid: str | None = None
    forwarded: bool = False
    forwarded_often: bool = False
    referral: dict[str, Any] | None = None
    referred_product: dict[str, Any] | None = None
    errors: tuple[MetaError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageEcho(ChatEvent):
    """A message that the company sent from its own phone; `customer` received it."""

    kind: Kind
    quoted_wamid: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageReaction(ChatEvent):
    """An emoji on the message `target_wamid`; `emoji` None takes it away."""

    target_wamid: str
    emoji: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageEdit(ChatEvent):
    """The message `target_wamid` now says `kind`."""

    target_wamid: str
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRevoke(ChatEvent):
    """The message `target_wamid` was deleted for everyone."""

    target_wamid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityChange(ChatEvent):
    """`customer` is from now on known as `after`: new number, new BSUID, or (same ids) a new security code.

    `change` is Meta's name for it; `kind` the system line to show. The history stays with the person.
    """

    after: Customer
    change: str
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusUpdate(NumberFact):
    """How far a message of ours has come. `callback_data` is our own id, echoed: it settles an unconfirmed send.

    `customer` may be empty (a failed send to a phone names no BSUID, one to a BSUID no phone).
    `pricing` comes on the first one or two statuses of a message; `conversation` only on free entry points since v24.
    """

    wamid: str
    status: MessageStatus
    occurred_at: datetime
    customer: Customer
    group_id: str | None = None
    callback_data: str | None = None
    errors: tuple[MetaError, ...] = ()
    pricing: dict[str, Any] | None = None
    conversation: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEvent(NumberFact):
    """A step of a voice call: `event` is connect, terminate, ringing, accepted or rejected.

    `outgoing`: the company called. `outcome` and `duration` (seconds) come with `terminate`.
    """

    call_id: str
    event: str
    outgoing: bool
    occurred_at: datetime
    customer: Customer
    kind: Kind
    outcome: str | None = None
    duration: int | None = None
    callback_data: str | None = None
    errors: tuple[MetaError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UserPreference(NumberFact):
    """A customer's wish about a category of messages: `value` is stop, resume or signup."""

    customer: Customer
    category: str
    value: str
    occurred_at: datetime
    detail: str | None = None
    signup_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookError(NumberFact):
    """An error of the number, app or account that belongs to no single message."""

    error: MetaError


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountEvent(Fact):
    """Any other field (account, templates, quality, groups, history, new ones), its value whole in `raw`.

    `event` is the value's own name for what happened; `occurred_at` Meta's time, which only account fields carry.
    """

    field: str
    event: str | None = None
    occurred_at: datetime | None = None
    phone_number_id: str | None = None
