"""How a call to Meta can go wrong, told apart by what is *known* afterwards."""

from typing import Any

from chatapp.whatsapp.errors import CONNECTION_FAILED, NOT_CONFIRMED, Verdict, verdict
from chatapp.whatsapp.values import code_or_none


class GraphError(Exception):
    """Any failed call. `verdict` says what it means and when to try again; `code` is Meta's or our own (negative)."""

    code: int | None = None
    retry_after: float | None = None

    @property
    def verdict(self) -> Verdict:
        """Cause, retry policy and words."""
        return verdict(self.code)


class NotSent(GraphError):
    """The connection failed before the request was written: Meta cannot have it, so repeating is safe."""

    code = CONNECTION_FAILED


class Unconfirmed(GraphError):
    """The request may have been written and there is no answer that can be read: Meta may have it or not.

    Meta has no idempotency key, so only a status webhook with our callback data can tell. Not to be repeated blindly.
    """

    code = NOT_CONFIRMED


class Interrupted(GraphError):
    """A file broke off on its way to us; fetching it again is safe."""

    code = CONNECTION_FAILED


class LinkExpired(GraphError):
    """The link to a file is of no use any more (they live five minutes); Meta gives a fresh one."""


class ForeignLink(GraphError):
    """The link to a file does not lead to Meta, so nobody follows it."""


class Rejected(GraphError):
    """Meta answered and said no: it did nothing. `code` is None when something in between refused without a reason."""

    def __init__(
        self,
        message: str,
        *,
        http_status: int,
        code: int | None = None,
        subcode: int | None = None,
        details: str | None = None,
        is_transient: bool = False,
        fbtrace_id: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.http_status = http_status
        self.code = code
        self.subcode = subcode
        self.details = details
        self.is_transient = is_transient
        self.fbtrace_id = fbtrace_id
        self.retry_after = retry_after

    def __str__(self) -> str:
        parts = (f"HTTP {self.http_status}", f"code {self.code}", self.args[0], self.details)
        return ", ".join(part for part in parts if part)

    @property
    def verdict(self) -> Verdict:
        """What the code means, or failing that the HTTP status."""
        return verdict(self.code, self.http_status, self.is_transient)

    @classmethod
    def read(cls, error: dict[str, Any], http_status: int, retry_after: float | None) -> "Rejected":
        """Read Graph's `error` object; `error_data` is an object or, in the wild, a plain string."""
        data = error.get("error_data")
        details = data.get("details") if isinstance(data, dict) else data
        return cls(
            str(error.get("message") or "no message"),
            http_status=http_status,
            code=code_or_none(error.get("code")),
            subcode=code_or_none(error.get("error_subcode")),
            details=str(details) if details else None,
            is_transient=error.get("is_transient") is True,
            fbtrace_id=error.get("fbtrace_id"),
            retry_after=retry_after,
        )
