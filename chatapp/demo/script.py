"""How a story of the demonstration is written down."""

from dataclasses import dataclass, field

from chatapp.demo.team import Person
from chatapp.kinds import MessageStatus
from chatapp.models import ConversationStatus

READ, DELIVERED, SENT, FAILED = (
    MessageStatus.READ,
    MessageStatus.DELIVERED,
    MessageStatus.SENT,
    MessageStatus.FAILED,
)
HOUR, DAY = 60, 24 * 60


@dataclass(frozen=True)
class Line:
    """One message; `by` is None when the customer wrote it, `gap` the minutes since the line before."""

    text: str
    by: Person | None = None
    gap: int = 2
    status: MessageStatus = READ
    #: A webhook message object instead of a text: {"type": "image", "image": {...}}.
    raw: dict | None = None
    #: What no webhook tells: (kind, its stored content).
    stored: tuple[str, dict] | None = None
    #: What stands next to the kind: {"referral": {...}}.
    beside: dict = field(default_factory=dict)
    #: The customer's, to one of ours.
    reaction: str | None = None
    quotes: int | None = None
    error: int | None = None


@dataclass(frozen=True)
class Story:
    """A conversation; `ended` is how many minutes ago its last line was written."""

    customer: str
    wa_id: str | None
    ended: int
    lines: tuple[Line, ...]
    store: int = 0
    assignee: Person | None = None
    status: ConversationStatus = ConversationStatus.OPEN
    tags: tuple[str, ...] = ()
    bsuid: str | None = None
    username: str | None = None
    unread: int = field(default=0)


def photo(caption: str = "") -> dict:
    return {"type": "image", "image": {"id": "910000000000001", "mime_type": "image/jpeg", "caption": caption}}


def voice() -> dict:
    return {"type": "audio", "audio": {"id": "910000000000002", "mime_type": "audio/ogg; codecs=opus", "voice": True}}


def document(name: str) -> dict:
    return {"type": "document", "document": {"id": "910000000000003", "mime_type": "application/pdf", "filename": name}}


def location(name: str, address: str) -> dict:
    return {
        "type": "location",
        "location": {"latitude": -23.5505, "longitude": -46.6333, "name": name, "address": address},
    }


def button(title: str) -> dict:
    return {
        "type": "interactive",
        "interactive": {"type": "button_reply", "button_reply": {"id": "b1", "title": title}},
    }
