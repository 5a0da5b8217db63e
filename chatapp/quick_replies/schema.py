"""Quick replies as JSON."""

from collections.abc import Sequence

from chatapp import kinds
from chatapp.models import QuickReply


def as_json(r: QuickReply) -> dict:
    """`content` is what `POST /conversations/<id>/messages` takes; `shared` ones are the whole company's."""
    preview = kinds.restore(r.kind, r.content).preview
    return {
        "id": r.id,
        "name": r.name,
        "kind": r.kind,
        "content": r.content,
        "preview": preview.text or preview.label,
        "shared": r.owner_id is None,
        "uses": r.uses,
    }


def several(replies: Sequence[QuickReply], **_rest: object) -> dict:
    """Those that were found, the most used first."""
    return {"quick_replies": [as_json(r) for r in replies]}


def alone(reply: QuickReply, **_rest: object) -> dict:
    """One, after something was done to it."""
    return {"quick_reply": as_json(reply)}
