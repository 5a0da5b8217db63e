"""Questions of the business and the customer's answers to them."""

import json
from typing import Any

from .media_parts import MEDIA, media_part
from .words import one_line


def answer_parts(content: dict[str, Any]) -> dict[str, Any] | None:
    """What the customer chose or filled in; None for a question."""
    chosen = content.get("button_reply") or content.get("list_reply")
    if chosen:
        return {"text": chosen.get("title", ""), "footer": chosen.get("description", "")}
    if "nfm_reply" in content:
        return {"header": "Response sent", "text": form_lines(content["nfm_reply"].get("response_json", ""))}
    if "call_permission_reply" in content:
        return {"text": one_line("interactive", content)}
    return None


def form_lines(response_json: str) -> str:
    """The answers of a form, one per line; as it is when it is no JSON object."""
    try:
        answers = json.loads(response_json)
    except ValueError:
        return response_json
    if not isinstance(answers, dict):
        return response_json
    return "\n".join(f"{name}: {value}" for name, value in answers.items() if name != "flow_token")


def interactive_parts(content: dict[str, Any]) -> dict[str, Any]:
    """A question: its header, words, footer and cards. What can be tapped stands in the bubble's ``choices``."""
    header = content.get("header", {})
    head = header.get("type")
    shown: dict[str, Any] = {
        "text": content.get("body", {}).get("text") or one_line("interactive", content),
        "footer": content.get("footer", {}).get("text", ""),
        "cards": [card_part(card) for card in content.get("action", {}).get("cards", [])],
    }
    if head == "text":
        shown["header"] = header.get("text", "")
    elif head in MEDIA:
        shown["media"] = media_part(head, header.get(head, {}))
    return shown


def card_part(card: dict[str, Any]) -> dict[str, Any]:
    """A card of a carousel; ``group`` ties its choices to it."""
    header = card.get("header", {})
    kind = header.get("type")
    words = card.get("body", {}).get("text") or card.get("action", {}).get("product_retailer_id", "")
    media = media_part(kind, header.get(kind, {})) if kind in MEDIA else None
    return {"group": str(card.get("card_index", "")), "media": media, "text": words}
