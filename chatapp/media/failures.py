"""Why a file is not what it should be, in words for the agent."""

from dataclasses import dataclass

from flask_babel import gettext as _

from chatapp.kinds import N_
from chatapp.models import Media, MediaState

#: `Media.error` -> msgid. The first part is about files of customers, on their way from Meta to us.
WORDS = {
    "gone": N_("WhatsApp no longer has this file. Ask the customer to send it again."),
    "unreachable": N_("This file could not be fetched from WhatsApp. Try again in a while."),
    "access": N_("WhatsApp does not let us have this file. Ask an administrator to check the number's access."),
    "too_large": N_("This file is larger than WhatsApp allows."),
    "foreign_link": N_("The link to this file does not lead to WhatsApp, so it was not followed."),
    "wrong_type": N_("This is not the kind of file that it was said to be. Open it only if you trust the sender."),
    # From here on: our own files, on their way to becoming what WhatsApp takes.
    "empty": N_("This file is empty."),
    "lost": N_("This file got lost on our side. Please attach it again."),
    "no_audio": N_("There is no sound in this file."),
    "no_video": N_("There is no video in this file."),
    "sticker_too_long": N_("A moving sticker lasts at most ten seconds. Choose something shorter."),
    "too_long": N_("This is too long to fit into what WhatsApp takes. Shorten it, or send it as a document."),
    "too_many_pixels": N_("This picture is too large to be opened. Make it smaller, or send it as a document."),
    "too_slow": N_("Converting this file took too long. Make it smaller, or send it as a document."),
    "unreadable": N_("This file is damaged, or of a kind that we cannot read. Send it as a document instead."),
    "voice_too_long": N_("A voice message lasts at most eight minutes. Send the recording as an audio file instead."),
    "wrong_kind": N_("This file is not what it is to be sent as. Send it as a document instead."),
}
_STILL_TRYING = N_("WhatsApp does not hand out this file at the moment. We keep trying.")
_UNKNOWN = N_("Something is wrong with this file.")

#: Attempts, over a minute and a half, before the agent is told that it takes long.
_PATIENCE = 4


@dataclass(frozen=True, slots=True)
class Failure:
    """`words` in the reader's language. `can_retry`: whether it may be fetched again."""

    code: str
    words: str
    can_retry: bool


def of(media: Media) -> Failure | None:
    """What is wrong with this file, if anything. Of one that is still being fetched only if that takes long, or needs
    a person."""
    if media.error is None:
        return None
    if media.state in (MediaState.PENDING, MediaState.PULLING) and media.error != "access":
        return Failure(media.error, _(_STILL_TRYING), False) if media.attempts >= _PATIENCE else None
    return Failure(media.error, _(WORDS.get(media.error, _UNKNOWN)), can_pull(media))


def can_pull(media: Media) -> bool:
    """Whether fetching it from Meta again, at once, makes sense."""
    waits = media.state is MediaState.PENDING and media.error == "access"
    return (waits or media.state is MediaState.FAILED) and media.meta_id is not None
