"""Webhooks come in any order: what is about a message that we do not know yet waits for it, and is adopted here."""

from collections.abc import Collection

from chatapp.messages import quotes
from chatapp.messages.corrections import adopt_waiting_corrections
from chatapp.messages.reactions import adopt_waiting_reactions
from chatapp.messages.statuses import adopt_waiting_statuses


def adopt(message_ids: Collection[int]) -> list[int]:
    """To be called once these messages are known by their wamid; returns ids of messages that look different now."""
    changed = {
        *adopt_waiting_corrections(message_ids),
        *quotes.resolve(message_ids),
        *adopt_waiting_reactions(message_ids),
        *adopt_waiting_statuses(message_ids),
    }
    return sorted(changed)
