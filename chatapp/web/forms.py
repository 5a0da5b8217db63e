"""Reading what was sent, a form or a JSON object alike; every fault is named after its field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from chatapp.refusals import Refusal, invalid

REQUIRED: Any = object()
BIGGEST_INTEGER = 2**63 - 1
_TRUE = {"on", "true", "1", "yes"}
_FALSE = {"off", "false", "0", "no"}


@dataclass(frozen=True)
class Field:
    """What is expected: a `type` is str, int, bool, an Enum, UUID, or whatever turns a text into a value or ValueError.

    An absent or empty field is its `default`, or at fault if it has none. Texts are stripped unless `strip` is off.
    """

    type: Callable[[Any], Any] = str
    default: Any = REQUIRED
    max_length: int | None = None
    strip: bool = True

    def read(self, sent: Any) -> Any:
        """The value, or ValueError with words for the person who sent it."""
        if isinstance(sent, str) and self.strip:
            sent = sent.strip()
        if sent is None or sent == "":
            if self.default is REQUIRED:
                raise ValueError(_("Please fill this in."))
            return self.default
        return self._convert(sent)

    def _convert(self, sent: Any) -> Any:
        if self.type is str:
            return _text(sent, self.max_length)
        if self.type is bool:
            return _yes_or_no(sent)
        if self.type is int:
            return _integer(sent)
        try:
            return self.type(sent)
        except (ValueError, TypeError, AttributeError):
            raise ValueError(_("This is not one of the possible values.")) from None


def field(
    name: str, type: Callable[[Any], Any] = str, *, default: Any = REQUIRED, max_length: int | None = None, strip=True
) -> Any:
    """One field of the request; Refusal "invalid" naming it if it cannot be used."""
    return fields(**{name: Field(type, default, max_length, strip)})[name]


def fields(**expected: Field) -> dict[str, Any]:
    """Several fields at once; the Refusal names every one that cannot be used."""
    sent, values, faults = _sent(), {}, {}
    for name, expectation in expected.items():
        try:
            values[name] = expectation.read(sent.get(name))
        except ValueError as fault:
            faults[name] = str(fault)
    if faults:
        raise invalid(faults, _("Please check what you entered."))
    return values


def sent_names() -> set[str]:
    """Which fields the request has, whatever their values."""
    return set(_sent())


def _sent() -> Mapping[str, Any]:
    if not request.is_json:
        return request.form
    try:
        body = request.get_json()
    except BadRequest:
        raise Refusal("bad_request", _("The body is not JSON."), status=400) from None
    if not isinstance(body, dict):
        raise invalid({}, _("The body must be a JSON object."))
    return body


def _text(sent: Any, max_length: int | None) -> str:
    if not isinstance(sent, str):
        raise ValueError(_("This must be text."))
    if "\x00" in sent or not _is_unicode(sent):
        raise ValueError(_("This contains a character that cannot be stored."))
    if max_length is not None and len(sent) > max_length:
        raise ValueError(_("Use at most %(n)s characters.", n=max_length))
    return sent


def _is_unicode(text: str) -> bool:
    """JSON can say half of a surrogate pair, which is no character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _integer(sent: Any) -> int:
    if isinstance(sent, str) and sent.isascii() and sent.isdigit() and len(sent) < 20:
        sent = int(sent)
    if not isinstance(sent, int) or isinstance(sent, bool) or not 0 <= sent <= BIGGEST_INTEGER:
        raise ValueError(_("This must be a whole number."))
    return sent


def _yes_or_no(sent: Any) -> bool:
    word = str(sent).lower()
    if word not in _TRUE | _FALSE:
        raise ValueError(_("This must be yes or no."))
    return word in _TRUE
