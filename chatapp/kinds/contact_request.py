"""Asks customers without a visible phone number for their contact."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chatapp.kinds.interactive import Interactive
from chatapp.kinds.marking import N_


@dataclass(frozen=True, kw_only=True)
class ContactRequest(Interactive):
    """The answer comes as `contacts` with the origin `contact_request`."""

    name = "contact_request"
    wire = "action/request_contact_info"
    icon = "contact"
    label = N_("Contact request")
    has_footer = False

    def action(self, meta_ids: Mapping[int, str]) -> dict[str, Any]:
        """Meta's name for the request."""
        return {"name": "request_contact_info"}
