"""What stands before every Graph call: who asks, how long Meta thinks, and what goes wrong on purpose."""

import hmac
import random
import time
from typing import Any

from flask import Request, g, request
from flask.typing import ResponseReturnValue

from ..errors import GraphError
from ..identifiers import new_trace_id
from ..settings import SimulatorSettings
from ..world import world
from .sabotage import misanswer


def before() -> ResponseReturnValue | None:
    """Take the time Meta takes, run into a planned fault, then check the token."""
    switches = world().board.now
    g.pause_s = random.uniform(switches.latency_low_ms, max(switches.latency_low_ms, switches.latency_high_ms)) / 1000
    if not (switches.statuses_first and sends(request)):
        time.sleep(g.pause_s)
        g.pause_s = 0.0
    g.fault = world().faults.strike(route_of(request))
    check_token(request, world().settings, switches.token)
    if g.fault and not g.fault.booked and g.fault.answer != "accept_then_fail":
        return misanswer(g.fault)
    return None


def after(response: Any) -> Any:
    """Spoil the answer of a call that was booked all the same; add Meta's headers."""
    if g.get("pause_s"):
        time.sleep(g.pause_s)
    fault = g.get("fault")
    if fault and fault.booked and response.status_code == 200:
        response = misanswer(fault, response) or response
    response.headers["facebook-api-version"] = "v26.0"
    response.headers["x-fb-trace-id"] = new_trace_id()
    response.headers["x-fb-request-id"] = new_trace_id()
    response.headers["Cache-Control"] = "private, no-cache, no-store, must-revalidate"
    return response


def sends(asked: Request) -> bool:
    """Whether the call sends a message."""
    return asked.method == "POST" and route_of(asked) == "messages"


def route_of(asked: Request) -> str:
    """``messages``, ``media`` or ``other``: what a fault can be aimed at."""
    endpoint = (asked.endpoint or "").rpartition(".")[2]
    if endpoint == "send_message":
        return "messages"
    return "media" if endpoint in ("upload_media", "download_media") else "other"


def check_token(asked: Request, settings: SimulatorSettings, state: str) -> None:
    """Bearer header or ``access_token`` parameter; none is 2500, a wrong one 190, an expired one 190 with 463."""
    scheme, _, given = asked.headers.get("Authorization", "").partition(" ")
    if scheme.lower() not in ("bearer", "oauth") or not given:
        given = asked.values.get("access_token", "")
    if not given:
        raise GraphError(
            2500, message="An active access token must be used to query information about the current user."
        )
    app_token = f"{settings.app_id}|{settings.app_secret}"
    if (asked.endpoint or "").rpartition(".")[2] == "debug_token" and hmac.compare_digest(given, app_token):
        return
    if state == "expired":
        raise GraphError(
            190,
            message="Error validating access token: Session has expired on Monday, 23-Nov-26 00:00:00 PST. "
            "The current time is Monday, 23-Nov-26 01:00:00 PST.",
            subcode=463,
        )
    if state == "invalid":
        raise GraphError(190, message="Error validating access token: The session was invalidated.", subcode=467)
    if not hmac.compare_digest(given.encode(), settings.token.encode()):
        raise GraphError(190, message="Invalid OAuth access token - Cannot parse access token")
