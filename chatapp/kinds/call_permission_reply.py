"""The answer to our question whether we may call."""

from dataclasses import dataclass

from chatapp.kinds.kind import Preview
from chatapp.kinds.marking import N_
from chatapp.kinds.placeholder import Placeholder
from chatapp.kinds.wire import said


@dataclass(frozen=True)
class CallPermissionReply(Placeholder):
    """`{response: accept | reject, expiration_timestamp?, response_source}`."""

    name = "call_permission_reply"
    wire = "interactive/call_permission_reply"
    icon = "phone"
    label = N_("Answer to a call request")

    @property
    def preview(self) -> Preview:
        """Say which answer it was."""
        return Preview(self.icon, _ANSWERS.get(said(self.content, "response"), self.label))


_ANSWERS = {"accept": N_("Allowed calls"), "reject": N_("Did not allow calls")}
