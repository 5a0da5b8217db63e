"""Where a file is fetched: a lasting path that asks who you are, and behind it a link that works for a short time.

Pages hold paths: the same for everybody and for ever, so that pushed fragments are the page's own and a playing voice
is not interrupted. Whoever follows one is asked for their session and led on to a link: to the bucket's own, or to ours
where files are on the disk.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from chatapp import clock
from chatapp.media.variants import ORIGINAL, Variant
from chatapp.models import Media
from chatapp.storage import storage

#: Links end at full quarters of an hour, so that within one the same link is given and browsers find what they have.
STEP = timedelta(minutes=15)
LIFETIME = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Link:
    """What one of our own links is good for."""

    account_id: int
    media_id: int
    variant: str
    download: bool
    until: datetime


@dataclass(frozen=True, slots=True)
class Address:
    """Where the bytes are, without further questions, until `until`; at least `fresh` from now."""

    url: str
    until: datetime
    fresh: timedelta


def path(media: Media, variant: str = ORIGINAL, message_id: int | None = None, *, download: bool = False) -> str:
    """The lasting path of a file as the message `message_id` shows it: who sees the message may follow it.

    Without a message only the uploader may, or for a received file whoever sees the message it came with.
    """
    shown_by = None if message_id == media.message_id else message_id
    said = [f"message={shown_by}"] if shown_by else []
    said += ["download=1"] if download else []
    return f"/media/{media.id}/{variant}" + (f"?{'&'.join(said)}" if said else "")


def address(media: Media, name: str, variant: Variant, *, download: bool = False) -> Address:
    """A short-lived link for somebody who may have this file."""
    now = clock.now()
    until = _ending(now)
    url = storage().url(
        variant.key,
        content_type=variant.content_type,
        disposition=variant.disposition(download=download),
        seconds=int((until - now).total_seconds()),
    )
    fresh = STEP - (LIFETIME - (until - now))
    return Address(url or _own(media, name, download, until), until, fresh)


def read(token: str) -> Link | None:
    """What a link of ours says; None when it is forged or over."""
    try:
        account_id, media_id, variant, download, until = _signer().loads(token)
    except BadSignature:
        return None
    link = Link(account_id, media_id, variant, bool(download), datetime.fromtimestamp(until, UTC))
    return link if link.until > clock.now() else None


def _own(media: Media, name: str, download: bool, until: datetime) -> str:
    token = _signer().dumps([media.account_id, media.id, name, int(download), int(until.timestamp())])
    return f"/files/{token}"


def _ending(now: datetime) -> datetime:
    step = int(STEP.total_seconds())
    begun = int(now.timestamp()) // step * step
    return datetime.fromtimestamp(begun, UTC) + LIFETIME


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="media link")
