"""From the body of a webhook to facts: `parse(body)`, and `UnreadableBody` for what is no JSON object."""

from chatapp.whatsapp.webhook.body import UnreadableBody
from chatapp.whatsapp.webhook.parsing import parse

__all__ = ["UnreadableBody", "parse"]
