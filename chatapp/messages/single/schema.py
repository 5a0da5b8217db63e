"""The story of one message as JSON."""

from chatapp.conversations.schema import moment
from chatapp.messages import revisions
from chatapp.messages.revisions import Version
from chatapp.models import Message


def story(message: Message, **_rest: object) -> dict:
    """Every version, the first one first; the last is what the message says now."""
    return {"id": message.id, "versions": [_version(version) for version in revisions.of(message)]}


def _version(version: Version) -> dict:
    return {"since": moment(version.since), "kind": version.kind, "content": version.content}


def payload(message: Message, **_rest: object) -> dict:
    """What we keep of what Meta sent, or of what we sent, untouched."""
    return {
        "id": message.id,
        "wamid": message.wamid,
        "kind": message.kind,
        "sent_at": moment(message.sent_at),
        "content": message.content,
    }
