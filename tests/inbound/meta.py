"""Webhook bodies as Meta writes them, made of the few things that a test is about."""

import hmac
import json
from itertools import count

from chatapp.models import PhoneNumber

SECRET = "test_app_secret"
#: 2026-11-23 12:00:00 UTC, the moment at which the tests' customers begin to write.
NOON = 1_795_435_200
_serial = count(1)


def message(
    wa_id: str | None = "5511987654321", *, at: int = 0, wamid: str | None = None, bsuid: str | None = None, **content
) -> dict:
    """A customer's message, `at` seconds after noon; a text unless `content` says otherwise."""
    content = content or {"type": "text", "text": {"body": "Oi"}}
    who = {"from": wa_id, "from_user_id": bsuid}
    wamid = wamid or f"wamid.M{next(_serial)}"
    return {**_present(who), "id": wamid, "timestamp": str(NOON + at), **content}


def text(body: str, wa_id: str | None = "5511987654321", **more) -> dict:
    quotes = more.pop("quotes", None)
    context = {"context": {"from": "551140000000", "id": quotes}} if quotes else {}
    return message(wa_id, type="text", text={"body": body}, **context, **more)


def reaction(target: str, emoji: str | None, wa_id: str | None = "5511987654321", **more) -> dict:
    return message(wa_id, type="reaction", reaction=_present({"message_id": target, "emoji": emoji}), **more)


def status(wamid: str, name: str, *, at: int = 0, wa_id: str | None = "5511987654321", **more) -> dict:
    return {"id": wamid, "status": name, "timestamp": str(NOON + at), **_present({"recipient_id": wa_id}), **more}


def contact(wa_id: str | None = "5511987654321", name: str = "Ana", bsuid: str | None = None, **profile) -> dict:
    return {"profile": {"name": name, **profile}, **_present({"wa_id": wa_id, "user_id": bsuid})}


def change(number: PhoneNumber | str, *, field: str = "messages", **value) -> dict:
    """One change of one number; `value` holds `messages`, `statuses`, `contacts`, ..."""
    phone_number_id = number if isinstance(number, str) else number.phone_number_id
    metadata = {"display_phone_number": "551140000000", "phone_number_id": phone_number_id}
    return {"field": field, "value": {"messaging_product": "whatsapp", "metadata": metadata, **value}}


def body(*changes: dict, waba_id: str = "100000000000001") -> bytes:
    entry = {"id": waba_id, "changes": list(changes)}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def messages(number: PhoneNumber | str, *items: dict, contacts: list[dict] | None = None) -> bytes:
    """A body with these messages; nobody has a profile unless `contacts` says so."""
    return body(change(number, messages=list(items), contacts=contacts or []))


def statuses(number: PhoneNumber | str, *items: dict) -> bytes:
    return body(change(number, statuses=list(items)))


def echoes(number: PhoneNumber, *items: dict, contacts: list[dict] | None = None) -> bytes:
    """What the company wrote on its own phone; each item has a `to`."""
    return body(change(number, field="smb_message_echoes", message_echoes=list(items), contacts=contacts or []))


def signature(content: bytes, secret: str = SECRET) -> str:
    return "sha256=" + hmac.digest(secret.encode(), content, "sha256").hex()


def _present(fields: dict) -> dict:
    return {key: value for key, value in fields.items() if value is not None}
