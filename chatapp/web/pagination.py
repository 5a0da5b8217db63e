"""Where a page of a list ends, as an opaque text for `?before=` and its like."""

import base64
import binascii
import struct
from datetime import UTC, datetime, timedelta

from flask_babel import gettext as _

from chatapp.refusals import invalid

_FORMAT = struct.Struct(">qq")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def encode_cursor(moment: datetime, row_id: int) -> str:
    """The place of the row with this moment (kept to the microsecond) and id."""
    micros = (moment - _EPOCH) // timedelta(microseconds=1)
    return base64.urlsafe_b64encode(_FORMAT.pack(micros, row_id)).decode().rstrip("=")


def decode_cursor(text: str, *, field: str = "before") -> tuple[datetime, int]:
    """(moment, id) again; Refusal 422 naming `field` for anything that `encode_cursor` did not write."""
    try:
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        micros, row_id = _FORMAT.unpack(packed)
        if row_id < 0:
            raise ValueError(row_id)
        return _EPOCH + timedelta(microseconds=micros), row_id
    except (binascii.Error, struct.error, ValueError, OverflowError):
        raise invalid({field: _("This cursor is not valid.")}, _("This page of the list does not exist.")) from None
