"""The choices of any message of a business."""

from ..books import Message
from ..customers import Customer
from ..message_templates import Templates
from .choice import Choice
from .interactive import choices_in
from .templates import buttons_of


def choices_of(message: Message, customer: Customer, templates: Templates, waba_id: str) -> list[Choice]:
    """Empty for everything but questions and templates; their order never changes, so a place in it is a key."""
    content = message.content
    if message.direction != "from_business" or not isinstance(content, dict):
        return []
    if message.type == "interactive":
        return choices_in(content, customer)
    if message.type != "template":
        return []
    template = templates.find(waba_id, content["name"], content["language"]["code"])
    return buttons_of(template, content.get("components", []), customer) if template else []
