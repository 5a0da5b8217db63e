"""One thread per customer and number: who sees it, whose it is, what is unread."""

from chatapp.conversations import broadcasts, guards
from chatapp.conversations.actions import assign, give_to_team, set_status
from chatapp.conversations.reading import mark_read

__all__ = ["assign", "broadcasts", "give_to_team", "guards", "mark_read", "set_status"]
