"""Conversations as JSON."""

from datetime import datetime

from chatapp.conversations.queries import Counts, Page
from chatapp.models import Contact, Conversation, Message, PhoneNumber, User


def moment(value: datetime | None) -> str | None:
    """ISO 8601 in UTC, or null."""
    return value and value.isoformat()


def conversation(c: Conversation) -> dict:
    return {
        "id": c.id,
        "status": c.status.value,
        "snoozed_until": moment(c.snoozed_until),
        "unread_count": c.unread_count,
        "contact": contact(c.contact),
        "number": number(c.number),
        "assignee": c.assignee and person(c.assignee),
        "tags": [{"id": tag.id, "name": tag.name, "hue": tag.hue} for tag in c.tags],
        "window": {"state": c.window_state, "expires_at": moment(c.window_expires_at)},
        "last_message_at": moment(c.last_message_at),
        "last_message": c.last_message and last_message(c.last_message),
    }


def contact(c: Contact) -> dict:
    """`phone` is null for customers who hide theirs; `identities` are verbatim, as Meta wrote them."""
    identities = [{"kind": i.kind.value, "value": i.value} for i in c.identities]
    return {"id": c.id, "name": c.name, "phone": c.display_phone, "identities": identities}


def number(n: PhoneNumber) -> dict:
    return {"id": n.id, "label": n.label, "display_number": n.display_number}


def person(u: User) -> dict:
    return {"id": u.id, "name": u.name}


def last_message(m: Message) -> dict:
    preview = m.says.preview
    return {
        "id": m.id,
        "direction": m.direction.value,
        "kind": m.kind,
        "status": m.status.name,
        "preview": preview.text or preview.label,
    }


def conversations(page: Page, counts: Counts, next_cursor: str | None, **_rest: object) -> dict:
    """The list: `next` goes into `?before=` for the page below."""
    return {
        "conversations": [conversation(c) for c in page.conversations],
        "next": next_cursor,
        "counts": {"mine": counts.mine, "unassigned": counts.unassigned, "all": counts.all, "unread": counts.unread},
    }
