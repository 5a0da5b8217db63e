"""The webhook bodies of `tests/fixtures/webhooks`."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "fixtures" / "webhooks"


def names() -> list[str]:
    """The names of all bodies."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def body(name: str) -> bytes:
    """One body as it would come over the wire."""
    return (FOLDER / f"{name}.json").read_bytes()


def value(name: str) -> dict[str, Any]:
    """What the first change of a body holds."""
    return json.loads(body(name))["entry"][0]["changes"][0]["value"]


def with_message(**message: Any) -> bytes:
    """The body of a plain text message with some fields replaced; a None takes the field out."""
    whole = json.loads(body("text"))
    messages = whole["entry"][0]["changes"][0]["value"]["messages"]
    messages[0] = {key: item for key, item in (messages[0] | message).items() if item is not None}
    return json.dumps(whole).encode()
