"""How a verb says no: one exception that every caller, a page or a program, can be answered with."""

from collections.abc import Mapping


class Refusal(Exception):
    """The request was understood and is refused; nothing was changed and nothing was lost.

    code     stable word for programs, e.g. "window_closed"
    message  what is wrong and what to do, already in the caller's language (or lazily so)
    fields   {field name: message} where the input itself is at fault
    status   HTTP status: 422 for bad input, 409 for a bad moment, 404/403 for what is not theirs
    gone     id of the element that a page which is behind may still show
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        fields: Mapping[str, str] | None = None,
        status: int = 409,
        gone: str | None = None,
    ):
        super().__init__(code)
        self.code, self.message, self.fields = code, message, dict(fields or {})
        self.status, self.gone = status, gone


def invalid(fields: Mapping[str, str], message: str) -> Refusal:
    """Bad input: `fields` names each culprit, `message` sums up."""
    return Refusal("invalid", message, fields=fields, status=422)
