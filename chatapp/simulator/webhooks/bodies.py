"""From updates to the bytes of one POST, and their signature."""

import hashlib
import hmac
import json
from typing import Any

from .queue import Update


def body_of(updates: list[Update]) -> bytes:
    """One body for these updates: an entry per account, updates of the same number and kind joined in one change.

    Like Meta's, the JSON is plain ASCII with escaped slashes, so that whoever re-serialises before checking fails.
    """
    entries: dict[str, list[dict[str, Any]]] = {}
    for update in updates:
        changes = entries.setdefault(update.waba_id, [])
        if not (changes and joined(changes[-1], update)):
            changes.append({"value": json.loads(update.value), "field": update.field})
    document = {
        "object": "whatsapp_business_account",
        "entry": [entry(waba_id, changes) for waba_id, changes in entries.items()],
    }
    return json.dumps(document, separators=(",", ":")).replace("/", "\\/").encode()


def entry(waba_id: str, changes: list[dict[str, Any]]) -> dict[str, Any]:
    """An entry; account-level fields carry a time, ``messages`` does not."""
    times = {change["value"].pop("_time", None) for change in changes} - {None}
    return {"id": waba_id, **({"time": min(times)} if times else {}), "changes": changes}


def joined(change: dict[str, Any], update: Update) -> bool:
    """Add the update to the change before it if both are messages, or both statuses, of one number."""
    value, more = change["value"], json.loads(update.value)
    for kind in ("messages", "statuses"):
        same = change["field"] == update.field == "messages" and kind in value and kind in more
        if same and value["metadata"] == more["metadata"]:
            value[kind] += more[kind]
            known = [contact["user_id"] for contact in value.get("contacts", [])]
            fresh = [contact for contact in more.get("contacts", []) if contact["user_id"] not in known]
            if fresh:
                value["contacts"] = value.get("contacts", []) + fresh
            return True
    return False


def signature_of(body: bytes, app_secret: str) -> str:
    """``X-Hub-Signature-256`` for these bytes."""
    return "sha256=" + hmac.new(app_secret.encode(), body, hashlib.sha256).hexdigest()
