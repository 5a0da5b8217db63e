"""Messages kept for reuse: one's own, and those of the whole company.

- `keep(user, name, kind, shared) -> QuickReply`, `change(...)`, `delete(reply, user)`, `used(reply)`.
- `queries.visible_to(user)`, `queries.search(user, words)`, `queries.get(user, id)`.
"""

from chatapp.quick_replies.actions import change, delete, keep, used

__all__ = ["change", "delete", "keep", "used"]
