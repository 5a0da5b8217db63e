"""The answer to our question whether we may call."""

from dataclasses import dataclass
from datetime import datetime

from chatapp.kinds.kind import Preview
from chatapp.kinds.marking import N_
from chatapp.kinds.received import Received
from chatapp.kinds.times import moment


@dataclass(frozen=True)
class CallPermissionReply(Received):
    """`{response: accept | reject, expiration_timestamp?, response_source}`."""

    name = "call_permission_reply"
    wire = "interactive/call_permission_reply"
    icon = "phone"
    label = N_("Answer to a call request")

    @property
    def allowed(self) -> bool:
        """Whether we may call."""
        return self.said("response") == "accept"

    @property
    def expires_at(self) -> datetime | None:
        """Until when; None if Meta sets no end."""
        return moment(self.content.get("expiration_timestamp"))

    @property
    def is_automatic(self) -> bool:
        """Whether WhatsApp answered for the customer, as when they called us first."""
        return self.said("response_source") == "automatic"

    @property
    def preview(self) -> Preview:
        """Say which answer it was."""
        return Preview(self.icon, _ANSWERS.get(self.said("response"), self.label))


_ANSWERS = {"accept": N_("Allowed calls"), "reject": N_("Did not allow calls")}
