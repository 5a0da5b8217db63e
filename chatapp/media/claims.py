"""Who has a file in hand: for a short while (PULLING until `next_attempt_at`), made longer by signs of life.

Whoever dies says nothing, so that the sweep finds the file; a late survivor cannot settle it any more, because by then
another attempt is counted.
"""

from dataclasses import dataclass, field
from datetime import timedelta

import sqlalchemy as sa

from chatapp import clock
from chatapp.extensions import db
from chatapp.models import Media, MediaState, PhoneNumber
from chatapp.storage import new_key

#: A wake-up that was lost, or a puller that died, is noticed after so long. Longer than Meta may keep silent in a body.
LOOK_AGAIN = timedelta(seconds=45)


class TakenOver(Exception):
    """Somebody else has this file in hand now, or it is gone."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be fetched, as somebody has taken it in hand; `attempt` counts from 1."""

    media_id: int
    attempt: int
    key: str
    kind: str
    meta_id: str
    meta_url: str | None
    meta_sha256: str | None
    mime_type: str | None
    phone_number_id: str
    token: str = field(repr=False)


def take(media_id: int) -> Wanted | None:
    """Take this file in hand, and commit; None when nobody has to fetch it, or somebody else does."""
    select = sa.select(Media, PhoneNumber).join(PhoneNumber, PhoneNumber.id == Media.number_id)
    select = select.where(Media.id == media_id, Media.state == MediaState.PENDING)
    found = db.session.execute(select.with_for_update(of=Media, skip_locked=True)).one_or_none()
    wanted = found and _taken(*found)
    db.session.commit()
    return wanted


def _taken(media: Media, number: PhoneNumber) -> Wanted:
    media.state, media.attempts = MediaState.PULLING, media.attempts + 1
    media.next_attempt_at = clock.now() + LOOK_AGAIN
    # Written down before the file is: whatever becomes of this attempt, the next one overwrites what it left.
    media.storage_key = media.storage_key or new_key(media.account_id)
    return Wanted(
        media_id=media.id,
        attempt=media.attempts,
        key=media.storage_key,
        kind=media.kind,
        meta_id=media.meta_id,
        meta_url=media.meta_url,
        meta_sha256=media.meta_sha256,
        mime_type=media.mime_type,
        phone_number_id=number.phone_number_id,
        token=number.access_token,
    )


def stay(wanted: Wanted) -> None:
    """A sign of life. Raises TakenOver when the file is in other hands."""
    still = settle(wanted, next_attempt_at=clock.now() + LOOK_AGAIN)
    db.session.commit()
    if not still:
        raise TakenOver


def settle(wanted: Wanted, **values: object) -> bool:
    """Write what became of an attempt; False when it is not ours to say any more."""
    mine = (Media.id == wanted.media_id, Media.state == MediaState.PULLING, Media.attempts == wanted.attempt)
    return db.session.execute(sa.update(Media).where(*mine).values(**values)).rowcount == 1
