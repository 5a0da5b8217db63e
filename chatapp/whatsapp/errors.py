"""What went wrong: from an error code (or what there is instead) to a verdict."""

from dataclasses import replace

from chatapp.whatsapp.causes import Cause
from chatapp.whatsapp.error_codes import BY_CODE, BY_RANGE, CONNECTION_FAILED, FILE_ON_ITS_WAY, NOT_CONFIRMED, Verdict
from chatapp.whatsapp.retries import BACKOFF, LIMITED, NEVER

__all__ = ["CONNECTION_FAILED", "FILE_ON_ITS_WAY", "NOT_CONFIRMED", "Cause", "Verdict", "verdict"]


def verdict(code: int | None, http_status: int | None = None, is_transient: bool | None = None) -> Verdict:
    """What Meta's `code` means; the HTTP status speaks only where the code says nothing (its titles are being retired,
    and one code comes with several statuses). `is_transient` is Meta's own advice to try again."""
    found = BY_CODE.get(code) or _by_range(code) or _by_http_status(http_status)
    if not is_transient or found.retry is not NEVER:
        return found
    return Verdict(Cause.TEMPORARY, LIMITED) if found.cause is Cause.UNKNOWN else replace(found, retry=LIMITED)


def _by_range(code: int | None) -> Verdict | None:
    if code is None:
        return None
    return next((found for codes, found in BY_RANGE if code in codes), None)


def _by_http_status(status: int | None) -> Verdict:
    if status is not None and (status == 408 or status >= 500):
        return Verdict(Cause.TEMPORARY, LIMITED)
    return _BY_HTTP_STATUS.get(status, Verdict(Cause.UNKNOWN))


_BY_HTTP_STATUS = {
    401: Verdict(Cause.AUTHENTICATION, alarm=True),
    403: Verdict(Cause.PERMISSION),
    429: Verdict(Cause.THROUGHPUT, BACKOFF),
}
