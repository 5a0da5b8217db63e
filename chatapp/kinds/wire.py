"""Finding one's way in Meta's message objects."""

from typing import Any


def name_of(message: dict[str, Any]) -> str:
    """What Meta calls this message: its type, or `type/subtype` where the type alone does not tell.

    Interactive messages of businesses have an `action`, customers' answers to them an object of their own name; both
    have one that is called product. What Meta keeps to itself comes without its object, and an error elsewhere in the
    webhook (131000, "Unsupported webhook payload").
    """
    kind = message["type"]
    if kind == "interactive":
        if "interactive" not in message:
            return "unsupported"
        interactive = message["interactive"]
        return f"{'action' if 'action' in interactive else 'interactive'}/{interactive['type']}"
    if kind == "audio" and message["audio"].get("voice"):
        return "audio/voice"
    return kind


def content_of(message: dict[str, Any]) -> dict[str, Any]:
    """The object that carries the message's content: `message[type]`, for interactive ones the object inside it."""
    content = message[message["type"]]
    if message["type"] == "interactive":
        content = content[content["type"]]
    if not isinstance(content, dict):
        raise TypeError(f"{message['type']} is not an object")
    return content


def said(content: Any, *path: str | int) -> str | None:
    """The words at `path` inside `content`; None when anything on the way is missing or is not what it should be."""
    for step in path:
        try:
            content = content[step]
        except (KeyError, IndexError, TypeError):
            return None
    return content.strip() or None if isinstance(content, str) else None
