"""The `messages` field: what customers say, what became of what we said, and errors."""

from typing import Any

from chatapp.whatsapp.facts import Fact, WebhookError
from chatapp.whatsapp.meta_error import MetaError
from chatapp.whatsapp.webhook.change import Change
from chatapp.whatsapp.webhook.inbound import inbound
from chatapp.whatsapp.webhook.statuses import status


def read(change: Change) -> list[Fact]:
    """Every message, status and error of the change; what else it holds (`user_actions`, ...) as events."""
    return [
        *change.each("messages", inbound),
        *change.each("statuses", status),
        *change.each("errors", reported_error),
        *change.rest("messages", "statuses", "errors"),
    ]


def reported_error(change: Change, path: str, item: dict[str, Any]) -> WebhookError:
    """An error that stands beside the messages, not in one."""
    return WebhookError(
        path=path, waba_id=change.waba_id, raw=item, phone_number_id=change.phone_number_id, error=MetaError.read(item)
    )
