"""Asks the customer where they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chatapp.kinds.interactive import Interactive
from chatapp.kinds.marking import N_


@dataclass(frozen=True, kw_only=True)
class LocationRequest(Interactive):
    """The answer comes as a `location`."""

    name = "location_request"
    wire = "action/location_request_message"
    icon = "map-pin"
    label = N_("Location request")
    has_footer = False

    def action(self, meta_ids: Mapping[int, str]) -> dict[str, Any]:
        """Meta's name for the request."""
        return {"name": "send_location"}
