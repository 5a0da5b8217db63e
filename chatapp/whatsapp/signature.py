"""Whether a webhook really comes from Meta."""

import hmac
from collections.abc import Iterable

_PREFIX = "sha256="


def verify(body: bytes, header: str | None, secrets: Iterable[str]) -> bool:
    """Whether `header` (`X-Hub-Signature-256`) signs the raw `body` with one of the app `secrets`."""
    return signed_with(body, header, secrets) is not None


def signed_with(body: bytes, header: str | None, secrets: Iterable[str]) -> str | None:
    """The one of the app `secrets` with which `header` (`X-Hub-Signature-256`) signs the raw `body`; None if none did.

    The body must be the bytes as received: Meta escapes non-ASCII, so JSON written again would not match. Every secret
    is tried and compared in constant time. An empty secret signs nothing: anybody could compute that signature.
    """
    if not header or not header.startswith(_PREFIX):
        return None
    claimed = header.removeprefix(_PREFIX).lower().encode()
    fitting = [secret for secret in secrets if secret and hmac.compare_digest(_sign(body, secret), claimed)]
    return fitting[0] if fitting else None


def _sign(body: bytes, secret: str) -> bytes:
    return hmac.digest(secret.encode(), body, "sha256").hex().encode()
