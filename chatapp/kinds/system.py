"""A line that WhatsApp writes into the chat: the customer's number or identity changed."""

from dataclasses import dataclass
from typing import Any, Self

from chatapp.kinds import wire
from chatapp.kinds.kind import Preview
from chatapp.kinds.marking import N_
from chatapp.kinds.received import Received


@dataclass(frozen=True)
class System(Received):
    """Meta's `system` object, `{type, body?, wa_id?, user_id?, previous_user_id?, ...}`, with `identity` if it came.

    Meta's `body` is English prose with numbers in it, so the preview speaks in our own words by `type`, if it has some.
    """

    name = "system"
    wire = "system"
    icon = "info"
    label = N_("System message")
    can_quote = False
    opens_window = False

    @classmethod
    def from_webhook(cls, message: dict[str, Any]) -> Self:
        """`identity` stands beside `system`, not inside it."""
        identity = {"identity": message["identity"]} if "identity" in message else {}
        return cls({**wire.content_of(message), **identity})

    @property
    def change(self) -> str | None:
        """Meta's name for what changed."""
        return self.said("type")

    @property
    def wa_id(self) -> str | None:
        """The customer's new number, when that is what changed."""
        return self.said("wa_id")

    @property
    def preview(self) -> Preview:
        """What changed."""
        if self.change in _CHANGES:
            return Preview(self.icon, _CHANGES[self.change])
        return Preview(self.icon, self.label, self.said("body"))


_CHANGES = {
    "user_changed_number": N_("The customer changed their phone number"),
    "customer_changed_number": N_("The customer changed their phone number"),
    "user_changed_user_id": N_("The customer's WhatsApp identifier changed"),
    "customer_identity_changed": N_("The customer's security code changed"),
}
