"""A filled-in form (flow or address)."""

from dataclasses import dataclass

from chatapp.kinds.marking import N_
from chatapp.kinds.placeholder import Placeholder


@dataclass(frozen=True)
class FormReply(Placeholder):
    """Meta's `nfm_reply`: `{name, body?, response_json}`; `response_json` is JSON inside a string."""

    name = "form_reply"
    wire = "interactive/nfm_reply"
    icon = "list"
    label = N_("Form answer")
