"""What a customer, our database and a browser say of the same chats. A chat is named by the customer's phone; every
message says something that no other message says."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Entry:
    """A message in a customer's book. `at` is Meta's time in whole seconds, `key` the sender's client id."""

    says: str
    at: int = 0
    key: str | None = None
    statuses: tuple[str, ...] = ()
    file: str | None = None


@dataclass(frozen=True)
class Book:
    """What one customer has said and received, each in the order in which it happened."""

    said: list[Entry] = field(default_factory=list)
    received: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Row:
    """A message in our database. `doubts`: how often we noted that Meta may have it or not. `file`: the SHA-256 of
    what we keep of it."""

    id: int
    says: str
    key: str | None
    status: str
    doubts: int = 0
    file: str | None = None

    @property
    def inbound(self) -> bool:
        return self.status == "received"


@dataclass(frozen=True)
class Kept:
    """One chat in our database: its messages in the order of the thread, and its counter."""

    rows: list[Row] = field(default_factory=list)
    unread: int = 0


@dataclass(frozen=True)
class Screen:
    """What the browser shows: {chat: its badge} of the list, and (text, status) of the open thread's bubbles."""

    badges: Mapping[str, int]
    total: int
    open_chat: str
    bubbles: list[tuple[str, str]]


@dataclass(frozen=True)
class Promises:
    """What the product has let people believe: {client id: text} that the API has accepted; the client ids that a
    person has sent again; {chat: messages that nobody has read}."""

    accepted: Mapping[str, str] = field(default_factory=dict)
    resent: Collection[str] = ()
    unread: Mapping[str, int] = field(default_factory=dict)
