"""Pictures of our people: whatever was taken with a phone, as a small square of our own making."""

import tempfile
from pathlib import Path

from flask_babel import gettext as _

from chatapp import realtime
from chatapp.extensions import db
from chatapp.media.conversions import sandboxed
from chatapp.media.conversions.outcome import Refused
from chatapp.models import User
from chatapp.refusals import Refusal, invalid
from chatapp.storage import new_key, storage
from chatapp.storage.port import Readable
from chatapp.transactions import on_commit

LARGEST = 10 * 1024 * 1024
SECONDS = 20
MIME_TYPE = "image/webp"
_DRAW = "chatapp.media.conversions.avatars:to_avatar"


def put(user: User, stream: Readable) -> None:
    """Show this picture wherever the person is shown. Refusal 413 for more than 10 MB, 422 for what is no picture.

    Ends the transaction: nothing is open while the picture is made.
    """
    user_id, account_id = user.id, user.account_id
    db.session.rollback()
    key = _kept(account_id, stream)
    _replace(db.session.get(User, user_id), key)


def remove(user: User) -> None:
    """Initials again."""
    _replace(user, None)


def _replace(user: User, key: str | None) -> None:
    former, user.avatar_key = user.avatar_key, key
    if former:
        on_commit(lambda: storage().delete(former))
    realtime.close_user(user.id)


def _kept(account_id: int, stream: Readable) -> str:
    content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Refusal("too_large", _("Choose a picture of at most 10 MB."), status=413)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source")
        source.write_bytes(content)
        try:
            drawn = sandboxed.run(_DRAW, source, Path(folder), seconds=SECONDS)
        except Refused:
            words = _("This is not a picture that can be read. Choose a JPEG, PNG or WebP.")
            raise invalid({"avatar": words}, words) from None
        key = new_key(account_id)
        with drawn.path.open("rb") as made:
            storage().write(key, made, MIME_TYPE)
    return key
