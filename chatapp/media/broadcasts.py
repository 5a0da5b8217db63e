"""Who shows files is told when they change. Messages stand above files, so they register themselves."""

from collections.abc import Callable, Collection

import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.models import Media

Listener = Callable[[Collection[int]], object]

_listeners: list[Listener] = []


def on_change(listener: Listener) -> Listener:
    """Call `listener(message ids)`, inside the transaction, whenever files of these messages have changed."""
    _listeners.append(listener)
    return listener


def changed(media_ids: Collection[int]) -> None:
    """These files look different now: another state, a rendition, a failure."""
    select = sa.select(Media.message_id).where(Media.id.in_(media_ids), Media.message_id.is_not(None)).distinct()
    message_ids = list(db.session.scalars(select))
    if message_ids:
        for listener in _listeners:
            listener(message_ids)
