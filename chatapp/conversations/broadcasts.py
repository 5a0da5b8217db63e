"""What watchers of the list see: a row that changes, moves up, or leaves.

Rows are rendered once per language, and only for streams that somebody watches.
"""

from collections.abc import Collection, Iterable

from chatapp import realtime
from chatapp.conversations import queries, schema
from chatapp.models import Conversation

ROWS = "rows"
JSON = "json"


def streams_of(conversation: Conversation) -> set[str]:
    """The list streams on which this conversation is seen: the same rule as `queries.visible_to`."""
    inbox = f"inbox:{conversation.account_id}"
    own = f"user:{conversation.assignee_id}" if conversation.assignee_id else f"{inbox}:unassigned"
    return {f"{inbox}:all", own}


def changed(conversation_ids: Collection[int]) -> None:
    """Show these rows anew to everybody who sees them."""
    for conversation, audience in _watched(conversation_ids):
        row = _Rendered(conversation)
        for stream, variants in audience.items():
            for variant in variants:
                realtime.push(stream, variant, row.for_variant(variant))


def moved(conversation_id: int, former: Iterable[str]) -> None:
    """Take the row from those who saw it before and may not see it now."""
    (conversation,) = queries.for_display([conversation_id])
    lost = set(former) - streams_of(conversation)
    for stream, variants in realtime.audience(lost).items():
        for variant in variants:
            realtime.push(stream, variant, _gone(conversation, variant))
    changed([conversation_id])


def _watched(conversation_ids: Collection[int]) -> Iterable[tuple[Conversation, dict[str, set[str]]]]:
    """Conversations with those of their streams that somebody watches; one round trip to Redis for all of them."""
    conversations = queries.for_display(conversation_ids)
    audience = realtime.audience({stream for c in conversations for stream in streams_of(c)})
    for conversation in conversations:
        seen = {stream: audience[stream] for stream in streams_of(conversation) if stream in audience}
        if seen:
            yield conversation, seen


class _Rendered:
    """One row in every variant that is asked for, each made once."""

    def __init__(self, conversation: Conversation):
        self.conversation = conversation
        self.made: dict[str, object] = {}

    def for_variant(self, variant: str) -> object:
        if variant not in self.made:
            self.made[variant] = self._make(variant)
        return self.made[variant]

    def _make(self, variant: str) -> object:
        if variant == JSON:
            return {"event": "conversation.changed", "data": schema.conversation(self.conversation)}
        return row(self.conversation, variant)


def row(conversation: Conversation, locale: str) -> str:
    """The push that puts this row into an open list, in its place."""
    html = realtime.fragments.render("conversations/_row.html", locale, conversation=conversation)
    return realtime.partial(ROWS, "keyed order:desc", html)


def _gone(conversation: Conversation, variant: str) -> object:
    if variant == JSON:
        return {"event": "conversation.gone", "data": {"id": conversation.id}}
    return realtime.partial(conversation.dom_id, "delete", "")
