"""Calls with an answer in JSON, over connections that are kept: a message costs no more than it must.

Sending to many is all about this: `requests` takes three times as much of a processor for the same call.
"""

import io
import os
import socket
from typing import Any
from urllib.parse import urlencode

import orjson
import requests
from requests.utils import get_environ_proxies, select_proxy
from urllib3 import PoolManager, ProxyManager, Timeout
from urllib3.connection import HTTPConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from chatapp.whatsapp.answers import read_answer
from chatapp.whatsapp.failures import NotSent, Rejected, Unconfirmed

#: Probes idle connections. Without that a gateway forgets them silently, and the first message after a quiet hour is
#: written into nothing: unconfirmed for no reason.
_PROBES = [(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)]
if hasattr(socket, "TCP_KEEPIDLE"):  # elsewhere the system's own, longer, intervals hold
    _PROBES += [
        (socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 30),
        (socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 10),
        (socket.IPPROTO_TCP, socket.TCP_KEEPCNT, 3),
    ]
SOCKET_OPTIONS = [*HTTPConnection.default_socket_options, *_PROBES]


class Calls:
    """One pool of at most `connections` idle connections to one host, shared by threads; `timeouts` are seconds to
    connect and to wait for the answer. Proxies and certificates are those of the environment."""

    def __init__(self, root: str, timeouts: tuple[float, float], connections: int) -> None:
        self._root = root
        options = {
            "maxsize": connections,
            "timeout": Timeout(connect=timeouts[0], read=timeouts[1]),
            "retries": False,  # a repeated POST is a second message
            "socket_options": SOCKET_OPTIONS,
            "cert_reqs": "CERT_REQUIRED",
            "ca_certs": os.environ.get("REQUESTS_CA_BUNDLE") or requests.certs.where(),
        }
        proxy = select_proxy(root, get_environ_proxies(root))
        self._pool = ProxyManager(proxy, **options) if proxy else PoolManager(**options)

    def call(
        self,
        method: str,
        path: str,
        token: str,
        *,
        payload: dict[str, Any] | None = None,
        params: dict[str, str] | None = None,
    ) -> dict[str, Any]:
        """The answer's JSON object. Raises NotSent, Unconfirmed or Rejected."""
        headers = {"Authorization": f"Bearer {checked(token)}"}
        body = None
        if payload is not None:
            body = _Body(orjson.dumps(payload))
            headers |= {"Content-Type": "application/json", "Content-Length": str(len(body.getbuffer()))}
        url = f"{self._root}/{path}" + (f"?{urlencode(params)}" if params else "")
        try:
            answer = self._pool.urlopen(method, url, body=body, headers=headers, redirect=False)
        except (HTTPError, OSError) as error:
            raise _failure(error, body) from error
        return read_answer(answer.status, answer.headers, answer.data)

    def close(self) -> None:
        """Close the pool."""
        self._pool.clear()


class _Body(io.BytesIO):
    """A body that knows whether anybody began to read it, that is, to write it to the socket. The headers before it
    announce its length, so until then Meta has nothing to act on: the one exact line between NotSent and Unconfirmed,
    which no exception type draws (a TLS error, say, can come before or after)."""

    was_read = False

    def read(self, size: int | None = -1) -> bytes:
        self.was_read = True
        return super().read(size)


def checked(token: str) -> str:
    """The token, if a header can carry it: the HTTP library's own complaint would print it."""
    if not token.isascii() or not token.isprintable():
        raise Rejected("the access token has characters that no HTTP header can carry", http_status=401, code=190)
    return token


def _failure(error: Exception, body: _Body | None) -> NotSent | Unconfirmed:
    unconnected = isinstance(error, ConnectTimeoutError | NewConnectionError)
    not_begun = unconnected if body is None else not body.was_read
    return (NotSent if not_begun else Unconfirmed)(f"{type(error).__name__}: {error}")
