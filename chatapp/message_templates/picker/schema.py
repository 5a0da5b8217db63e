"""Templates as a conversation offers them, as JSON."""

from collections.abc import Collection
from dataclasses import asdict

from chatapp.message_templates import schema
from chatapp.message_templates.picker.pages import Filling
from chatapp.models import MessageTemplate


def offered(rows: list[MessageTemplate], favourites: Collection[int], **_rest: object) -> dict:
    """What may be sent now, favourites first."""
    return schema.listed(rows, favourites)


def begun(row: MessageTemplate, filling: Filling, favourites: Collection[int] = (), **_rest: object) -> dict:
    """One template, with what we know already: `values` by the paths of its `needs`."""
    told = schema.alone(row, favourites)
    return {**told, "values": filling.values, "suggestions": filling.suggestions, **preview(filling)}


def preview(filling: Filling, **_rest: object) -> dict:
    """What the customer would see."""
    return {"preview": asdict(filling.preview)}
