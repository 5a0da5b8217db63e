"""The files of the demonstration's messages, as if they had been fetched from Meta long ago."""

from pathlib import Path

from chatapp.extensions import db
from chatapp.media import converting
from chatapp.models import Media, MediaState, Message
from chatapp.storage import new_key, storage

FOLDER = Path(__file__).parent / "files"
#: By the kind of file: what is shown, and what it is.
FILES = {
    "image": ("photo.jpg", "image/jpeg"),
    "voice": ("voice.ogg", "audio/ogg"),
    "document": ("receipt.pdf", "application/pdf"),
    "sticker": ("sticker.webp", "image/webp"),
    "video": ("film.mp4", "video/mp4"),
}


def attach(message: Message) -> None:
    """Give this message its files; pictures of pictures and waveforms are made by the workers later."""
    for position, file in enumerate(message.says.files):
        name, mime_type = FILES[file.media_kind]
        key = new_key(message.account_id)
        with (FOLDER / name).open("rb") as stream:
            written = storage().write(key, stream, mime_type)
        media = Media(
            account_id=message.account_id,
            number_id=message.number_id,
            message_id=message.id,
            position=position,
            kind=file.media_kind,
            mime_type=mime_type,
            file_name=file.name,
            size=written.size,
            sha256=written.sha256,
            storage_key=key,
            state=MediaState.READY,
        )
        db.session.add(media)
        db.session.flush()
        converting.render.later(media.id)
