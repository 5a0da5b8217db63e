"""Our files to Meta: once per file and number, and what Meta calls them is used while it lives."""

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import defer

from chatapp import clock
from chatapp.extensions import db
from chatapp.graph import graph
from chatapp.media import mime_types
from chatapp.models import Media, MediaState, MediaUpload, PhoneNumber
from chatapp.secret_keys import UnreadableSecret
from chatapp.storage import NotKept, storage
from chatapp.whatsapp.error_codes import FILE_LOST
from chatapp.whatsapp.failures import Rejected
from chatapp.whatsapp.uploads import Attachment

#: Meta keeps them for 30 days; a message may wait for a while after we have looked.
LIFETIME = timedelta(days=29)
_BAD_TOKEN = 190


def known(media_ids: Collection[int], number_ids: Collection[int]) -> dict[int, dict[int, str]]:
    """What Meta calls these files, {number id: {media id: Meta's id}}, as far as it has them."""
    select = sa.select(MediaUpload).where(
        MediaUpload.media_id.in_(media_ids),
        MediaUpload.number_id.in_(number_ids),
        MediaUpload.expires_at > clock.now(),
    )
    found: dict[int, dict[int, str]] = {}
    for upload in db.session.scalars(select.execution_options(populate_existing=True)):
        found.setdefault(upload.number_id, {})[upload.media_id] = upload.meta_id
    return found


def upload(media_id: int, number_id: int) -> None:
    """Bring a file to Meta for this number, and commit what it is called there. No transaction is open meanwhile.

    Raises GraphError; Rejected with FILE_LOST when we do not have the file ourselves.
    """
    media = db.session.get(Media, media_id)
    number = db.session.get(PhoneNumber, number_id, options=[defer(PhoneNumber.access_token)])
    if media is None or number is None or media.state is not MediaState.READY:
        raise _lost(media_id)
    key, size, mime_type = media.storage_key, media.size, media.mime_type or mime_types.UNKNOWN
    phone_number_id, token = number.phone_number_id, _token(number_id)
    db.session.commit()
    try:
        with storage().open(key) as stream:
            name = f"file{mime_types.extension(mime_type)}"
            meta_id = graph().upload_media(phone_number_id, token, Attachment(stream, size, mime_type, name))
    except NotKept as error:
        raise _lost(media_id) from error
    _remember(media_id, number_id, meta_id)


def forget(refused: Mapping[int, Iterable[int]]) -> None:
    """Meta does not know these any more, {number id: [media id]}: they are brought again when they are needed."""
    for number_id, media_ids in refused.items():
        gone = (MediaUpload.number_id == number_id, MediaUpload.media_id.in_(list(media_ids)))
        db.session.execute(sa.delete(MediaUpload).where(*gone))


def _token(number_id: int) -> str:
    try:
        return db.session.scalar(sa.select(PhoneNumber.access_token).where(PhoneNumber.id == number_id))
    except UnreadableSecret as error:
        raise Rejected("the stored access token cannot be decrypted", http_status=401, code=_BAD_TOKEN) from error


def _remember(media_id: int, number_id: int, meta_id: str) -> None:
    values = {"meta_id": meta_id, "expires_at": clock.now() + LIFETIME, "created_at": clock.now()}
    row = insert(MediaUpload).values(media_id=media_id, number_id=number_id, **values)
    db.session.execute(row.on_conflict_do_update(index_elements=["media_id", "number_id"], set_=values))
    db.session.commit()


def _lost(media_id: int) -> Rejected:
    return Rejected(f"file {media_id} is not in our storage", http_status=404, code=FILE_LOST)
