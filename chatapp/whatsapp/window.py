"""The customer service window: free text may be sent for 24 hours after the customer's last message or call."""

from datetime import datetime, timedelta
from enum import StrEnum

from chatapp.whatsapp.facts import CallEvent, Fact, InboundMessage
from chatapp.whatsapp.limits import SERVICE_WINDOW

CLOSING_UNDER = timedelta(hours=2)


class WindowState(StrEnum):
    """How the window stands; `CLOSING` is open, with two hours or less to go."""

    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"


def opens(fact: Fact) -> bool:
    """Whether this fact opens or renews the window from its own Meta time on.

    Any message of the customer does, except kinds where Meta is silent or it is not their doing (reaction, edit,
    deletion, system, unsupported); so does a call by the customer, and ours once accepted. Groups have no window.
    """
    if isinstance(fact, InboundMessage):
        return fact.kind.opens_window and fact.group_id is None
    if isinstance(fact, CallEvent):
        return fact.event == "accepted" if fact.outgoing else fact.event == "connect"
    return False


def expires_at(last_inbound: datetime | None) -> datetime | None:
    """When the window that `last_inbound` (Meta's timestamp, not our arrival time) opened will shut."""
    return last_inbound + SERVICE_WINDOW if last_inbound else None


def remaining(expires: datetime | None, now: datetime) -> timedelta:
    """Time left; zero when it is shut or never was open."""
    return max(expires - now, timedelta()) if expires else timedelta()


def state(expires: datetime | None, now: datetime) -> WindowState:
    """How the window stands at `now`."""
    left = remaining(expires, now)
    if not left:
        return WindowState.CLOSED
    return WindowState.CLOSING if left <= CLOSING_UNDER else WindowState.OPEN
