"""Conversations as JSON."""

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from chatapp.conversations.previews import preview
from chatapp.conversations.queries import Counts
from chatapp.models import Contact, Conversation, Message, PhoneNumber, Team, User

if TYPE_CHECKING:
    from chatapp.conversations.pages import ListPage


def moment(value: datetime | None) -> str | None:
    """ISO 8601 in UTC, or null."""
    return value and value.isoformat()


def as_json(c: Conversation) -> dict:
    return {
        "id": c.id,
        "status": c.status.value,
        "snoozed_until": moment(c.snoozed_until),
        "unread_count": c.unread_count,
        "contact": contact(c.contact),
        "number": number(c.number),
        "assignee": c.assignee and person(c.assignee),
        "team": c.team and team(c.team),
        "tags": [{"id": tag.id, "name": tag.name, "hue": tag.hue} for tag in c.tags],
        "window": {"state": c.window_state, "expires_at": moment(c.window_expires_at)},
        "last_message_at": moment(c.last_message_at),
        "version": c.version,
        "last_message": c.last_message and last_message(c.last_message),
        "preview": preview(c).text,
    }


def contact(c: Contact) -> dict:
    """`phone` is null for customers who hide theirs; `identities` are verbatim, as Meta wrote them."""
    identities = [{"kind": i.kind.value, "value": i.value} for i in c.identities]
    return {"id": c.id, "name": c.name, "phone": c.display_phone, "identities": identities}


def number(n: PhoneNumber) -> dict:
    return {"id": n.id, "label": n.label, "display_number": n.display_number}


def person(u: User) -> dict:
    return {"id": u.id, "name": u.name}


def team(t: Team) -> dict:
    return {"id": t.id, "name": t.name}


def last_message(m: Message) -> dict:
    preview = m.says.preview
    return {
        "id": m.id,
        "direction": m.direction.value,
        "kind": m.kind,
        "status": m.status.name,
        "preview": preview.text or preview.label,
    }


def conversations(page: "ListPage", counts: Counts, cursor: str, **_rest: object) -> dict:
    """The list: `next` goes into `?before=` for the page below, `cursor` into `?since=` later."""
    return {
        "conversations": [as_json(c) for c in page.rows],
        "next": page.next,
        "counts": asdict(counts),
        "cursor": cursor,
    }


def alone(conversation: Conversation, **_rest: object) -> dict:
    """One conversation, after something was done to it."""
    return {"conversation": as_json(conversation)}
