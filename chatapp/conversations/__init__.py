"""One thread per customer and number: who sees it, whose it is, what is unread."""

from chatapp.conversations import broadcasts, guards
from chatapp.conversations.actions import assign, mark_read, set_status

__all__ = ["assign", "broadcasts", "guards", "mark_read", "set_status"]
