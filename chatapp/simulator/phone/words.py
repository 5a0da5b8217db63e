"""One line for each kind of message, as chat lists and quotes show it."""

from typing import Any

ICONS = {
    "image": "📷 Photo",
    "video": "🎥 Video",
    "audio": "🎵 Audio",
    "document": "📄 Document",
    "sticker": "💟 Sticker",
    "location": "📍 Location",
    "contacts": "👤 Contact",
    "order": "🛒 Order",
    "template": "📋 Template",
    "system": "System note",
    "unsupported": "Unsupported message",
    "edit": "Edited message",
    "revoke": "Deleted message",
}


def one_line(kind: str, content: Any) -> str:
    """A preview of at most one line."""
    content = content if isinstance(content, dict) else {}
    match kind:
        case "text":
            return content.get("body", "")
        case "image" | "video" | "document":
            return content.get("caption") or content.get("filename") or ICONS[kind]
        case "audio":
            return "🎤 Voice message" if content.get("voice") else ICONS[kind]
        case "reaction":
            return f"Reacted {content['emoji']}" if content.get("emoji") else "Removed a reaction"
        case "button":
            return content.get("text", "")
        case "interactive":
            return interactive_line(content)
    return ICONS.get(kind, kind.capitalize())


def interactive_line(content: dict[str, Any]) -> str:
    """The question of the business or the answer of the customer."""
    answer = content.get("button_reply") or content.get("list_reply")
    if answer:
        return answer.get("title", "")
    if "nfm_reply" in content:
        return "📝 Response sent"
    if "call_permission_reply" in content:
        allowed = content["call_permission_reply"].get("response") == "accept"
        return "📞 Calls allowed" if allowed else "📞 Calls not allowed"
    return content.get("body", {}).get("text") or content.get("type", "interactive").replace("_", " ").capitalize()
