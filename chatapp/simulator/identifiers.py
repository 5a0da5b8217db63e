"""Ids shaped like Meta's. Clients must treat every one of them as opaque."""

import base64
import secrets
from typing import Literal


def new_wamid(user: str, direction: Literal["inbound", "outbound"]) -> str:
    """A message id: ``wamid.`` and base64 of the user's digits and a random part, as Meta's look."""
    name = user.encode()[:120]
    side = b"\x12" if direction == "inbound" else b"\x11"
    raw = b"\x1c\x18" + bytes([len(name)]) + name + b"\x15\x02\x00" + side
    raw += b"\x18\x14" + secrets.token_hex(10).upper().encode() + b"\x00"
    return "wamid." + base64.b64encode(raw).decode()


def new_graph_id() -> str:
    """A numeric node id (media, template, ...)."""
    return str(secrets.randbelow(9 * 10**15) + 10**15)


def new_user_id(country: str = "BR") -> str:
    """A business-scoped user id: country, a dot, alphanumerics."""
    return f"{country}.{new_graph_id()}"


def new_trace_id() -> str:
    """``fbtrace_id`` of an answer."""
    return "A" + secrets.token_urlsafe(17)[:22]
