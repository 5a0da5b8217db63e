"""Templates as JSON."""

from collections.abc import Collection
from dataclasses import asdict

from chatapp.message_templates import reasons
from chatapp.message_templates.definition import Definition
from chatapp.models import MessageTemplate


def as_json(row: MessageTemplate, favourites: Collection[int] = ()) -> dict:
    """`components` are Meta's. `needs` is what a message has to fill in: `path` is where it stands in the message's
    content, and in the errors of a message that was refused."""
    definition = Definition.read(row.components, row.category)
    reason = reasons.read(row.rejected_reason)
    return {
        "id": row.id,
        "meta_id": row.meta_id,
        "waba_id": row.waba_id,
        "name": row.name,
        "language": row.language,
        "category": row.category,
        "category_change": row.category_change,
        "status": row.status,
        "quality": row.quality,
        "rejection": reason and reason._asdict(),
        "parameter_format": row.parameter_format,
        "components": row.components,
        "needs": [asdict(need) for need in definition.all_needs],
        "cannot_send": definition.foreign,
        "favourite": row.id in favourites,
        "synced_at": row.synced_at and row.synced_at.isoformat(),
    }


def listed(rows: list[MessageTemplate], favourites: Collection[int], **_rest: object) -> dict:
    return {"templates": [as_json(row, favourites) for row in rows]}


def alone(row: MessageTemplate, favourites: Collection[int] = (), **_rest: object) -> dict:
    return {"template": as_json(row, favourites)}
