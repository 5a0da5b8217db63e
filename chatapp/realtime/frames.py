"""What is said on the wire: frames as bytes, what a client asks, and the codes that a connection is closed with."""

import orjson
from wsproto.frame_protocol import FrameProtocol

#: Why a connection is closed: not understood; a fault of ours; come back; come back and read faster; sign in again.
NOT_UNDERSTOOD = 1008
FAULT = 1011
RESTART = 1012
TOO_SLOW = 1013
SIGN_IN = 4401

MOST_STREAMS = 50


class NotUnderstood(ValueError):
    """A client said something that is not in the protocol."""


def frame(text: str) -> bytes:
    """A WebSocket text frame. Built once for all its readers: without extensions it looks the same to each."""
    return bytes(FrameProtocol(client=False, extensions=[]).send_data(text, fin=True))


#: One for scripts, which do not see the protocol's own, and one that every client answers by itself.
PING = frame('{"ping":1}') + bytes(FrameProtocol(client=False, extensions=[]).ping())


def wanted_streams(text: str) -> list[str]:
    """The streams of a {"watch": [...]}, each once. Raises NotUnderstood for anything else."""
    try:
        streams = orjson.loads(text)["watch"]
    except (ValueError, KeyError, TypeError) as error:
        raise NotUnderstood(text) from error
    if not isinstance(streams, list) or len(streams) > MOST_STREAMS or not all(isinstance(s, str) for s in streams):
        raise NotUnderstood(text)
    return list(dict.fromkeys(streams))
