"""Edits and deletions of a chat's messages."""

from dataclasses import dataclass, replace
from typing import Any, Self

from ..books import Message


@dataclass(frozen=True)
class Corrections:
    """The newest content by wamid, and what was deleted."""

    edits: dict[str, Any]
    revoked: set[str]

    @classmethod
    def among(cls, messages: list[Message]) -> Self:
        """Those of a chat, in the order they were made."""
        edits, revoked = {}, set()
        for message in messages:
            told = message.content if isinstance(message.content, dict) else {}
            wamid = told.get("original_message_id", "")
            if message.type == "edit":
                inner = told.get("message", {})
                edits[wamid] = inner.get(inner.get("type"))
            elif message.type == "revoke":
                revoked.add(wamid)
        return cls(edits, revoked)

    def applied(self, message: Message) -> Message:
        """The message as it reads now."""
        content = self.edits.get(message.wamid)
        return replace(message, content=content) if content else message
