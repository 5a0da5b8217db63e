"""The way through a body: every entry, every change."""

from collections.abc import Callable, Iterator
from typing import Any

from chatapp.whatsapp.facts import Fact, Malformed
from chatapp.whatsapp.values import text_or_none
from chatapp.whatsapp.webhook import account, calls, echoes, messages, preferences
from chatapp.whatsapp.webhook.body import decode
from chatapp.whatsapp.webhook.change import Change

_OBJECT = "whatsapp_business_account"

_READERS: dict[str, Callable[[Change], list[Fact]]] = {
    "messages": messages.read,
    "smb_message_echoes": echoes.read,
    "calls": calls.read,
    "user_preferences": preferences.read,
}


def parse(body: bytes) -> list[Fact]:
    """Every fact in a webhook's body, in the body's order (Meta puts up to 1,000 into one, of several numbers).

    Raises UnreadableBody when it is no JSON object. Anything odd inside becomes a `Malformed` and harms no sibling.
    """
    decoded = decode(body)
    if decoded.get("object", _OBJECT) != _OBJECT:
        return [Malformed(path="object", reason=f"is not {_OBJECT}", raw=decoded)]
    facts: list[Fact] = []
    for found in _changes(decoded):
        if isinstance(found, Change):
            facts += _READERS.get(found.field, account.read)(found)
        else:
            facts.append(found)
    return facts


def _changes(decoded: dict[str, Any]) -> Iterator[Change | Malformed]:
    for entry_path, entry in _objects(decoded, "entry", ""):
        if entry is None:
            yield Malformed(path=entry_path, reason="is not as documented", raw=decoded)
            continue
        for path, change in _objects(entry, "changes", f"{entry_path}."):
            yield _change(path, entry, change)


def _change(path: str, entry: dict[str, Any], change: dict[str, Any] | None) -> Change | Malformed:
    waba_id = text_or_none(entry.get("id"))
    field = text_or_none(change.get("field")) if change else None
    value = change.get("value") if change else None
    if field is None or not isinstance(value, dict):
        return Malformed(path=path, waba_id=waba_id, reason="has no field with a value", raw=change or entry)
    return Change(path, waba_id, entry.get("time"), field, value)


def _objects(parent: dict[str, Any], key: str, prefix: str) -> Iterator[tuple[str, dict[str, Any] | None]]:
    items = parent.get(key)
    if not isinstance(items, list):
        yield f"{prefix}{key}", None
        return
    for index, item in enumerate(items):
        yield f"{prefix}{key}[{index}]", item if isinstance(item, dict) else None
