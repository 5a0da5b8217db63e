"""A call that nobody answers: the two webhooks of the field ``calls``."""

import secrets
import time
from typing import TYPE_CHECKING, Any

from .customers import Customer
from .settings import BusinessNumber
from .webhooks import values

if TYPE_CHECKING:
    from .world import World

# Enough of a session to look like one; media never flow here.
SESSION = {"sdp_type": "offer", "sdp": "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"}


def missed_call(world: "World", customer: Customer, number: BusinessNumber) -> None:
    """The customer's phone rings the business and gives up."""
    phone = world.reports.phone_of(customer)
    call: dict[str, Any] = {
        "id": f"wacid.{secrets.token_urlsafe(24)}",
        **({"from": phone} if phone else {}),
        "from_user_id": customer.user_id,
        "to": number.display,
        "direction": "USER_INITIATED",
        "timestamp": str(int(time.time())),
    }
    around = {**values.envelope(number), "contacts": [values.contact(customer, phone)]}
    steps = ({"event": "connect", "session": SESSION}, {"event": "terminate", "status": "FAILED"})
    for step in steps:
        world.reports.verbatim(number, "calls", {**around, "calls": [{**call, **step}]})
    world.live.touch()
