"""Files made fit: ours for Meta before anything is sent, customers' for our pages. On a queue of its own.

What is ours goes RECEIVED -> CONVERTING -> READY | REFUSED. Whoever converts says so in `next_attempt_at` and with an
attempt's number; the sweep finds what the dead have left, and a late survivor can settle nothing any more. A customer's
file is READY before; while its renditions are missing, `next_attempt_at` is when the sweep looks at it.
"""

import logging
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from chatapp import clock
from chatapp.extensions import db
from chatapp.jobs import CONVERTING, DEFAULT, job
from chatapp.media import broadcasts, keeping
from chatapp.media.conversions import Brought, Outcome, Refused, sandboxed
from chatapp.models import Media, MediaState
from chatapp.storage import NotKept, storage

#: By their names: what they import is as large as all of ours, and loaded only where files are converted.
PREPARING = "chatapp.media.conversions.preparing:prepare"
RENDERING = "chatapp.media.conversions.rendering:render"

#: Seconds that a file may take.
PATIENCE = 600
LOOK_AGAIN = timedelta(seconds=45)
#: Seconds between two signs of life in the database.
HEARTBEAT = 1.0
MOST_ATTEMPTS = 3
AT_ONCE = 100
#: How far back the sweep looks for customers' files without renditions.
RECENT = 5000

log = logging.getLogger(__name__)


@job(CONVERTING, timeout=PATIENCE + 120)
def prepare(media_id: int) -> None:
    """Make a file of ours into what Meta takes, or refuse it with the reason."""
    media = _take(media_id)
    if media is None:
        return
    with tempfile.TemporaryDirectory(prefix="chatapp-") as folder:
        try:
            with storage().file(media.storage_key) as source:
                brought = Brought(media.kind, source, media.mime_type, media.file_name)
                outcome = sandboxed.run(PREPARING, brought, Path(folder), seconds=PATIENCE, report=_Signs(media))
            _keep(media, outcome)
        except Refused as refused:
            _refuse(media, refused.code)
        except NotKept:
            _refuse(media, "lost")


@job(CONVERTING, timeout=PATIENCE + 120)
def render(media_id: int) -> None:
    """Make what our pages need of a customer's file that is READY. What cannot be shown can still be saved."""
    media = db.session.get(Media, media_id)
    if media is None or media.state is not MediaState.READY or media.renditions:
        return
    _let_go(media)
    with tempfile.TemporaryDirectory(prefix="chatapp-") as folder:
        try:
            with storage().file(media.storage_key) as source:
                facts = (media.kind, source, media.mime_type, Path(folder))
                outcome = sandboxed.run(RENDERING, *facts, seconds=PATIENCE)
        except (Refused, NotKept) as error:
            log.info("media %s has no renditions: %s", media_id, error)
            outcome = Outcome()
        _show(media, outcome)


@job(DEFAULT)
def sweep() -> None:
    """Find what was forgotten: wake-ups that were lost, and what somebody died over. Who outlives three converters is
    refused."""
    now = clock.now()
    for media in db.session.scalars(_forgotten().with_for_update(skip_locked=True)):
        if media.state is MediaState.READY:
            render.later(media.id)
        elif media.attempts >= MOST_ATTEMPTS:
            media.state, media.error, media.next_attempt_at = MediaState.REFUSED, "unreadable", None
            continue
        else:
            media.state = MediaState.RECEIVED
            prepare.later(media.id)
        media.next_attempt_at = now + LOOK_AGAIN
    db.session.commit()


def _forgotten() -> sa.Select[tuple[Media]]:
    newest = sa.select(sa.func.max(Media.id)).scalar_subquery()
    unshown = sa.and_(Media.state == MediaState.READY, Media.id > newest - RECENT)
    unfit = Media.state.in_((MediaState.RECEIVED, MediaState.CONVERTING))
    due = Media.next_attempt_at <= clock.now()
    return sa.select(Media).where(due, sa.or_(unfit, unshown)).order_by(Media.id).limit(AT_ONCE)


def _take(media_id: int) -> Media | None:
    """Take it in hand; None when somebody else has, or it is gone."""
    taken = (
        sa.update(Media)
        .where(Media.id == media_id, Media.state == MediaState.RECEIVED)
        .values(state=MediaState.CONVERTING, attempts=Media.attempts + 1, next_attempt_at=clock.now() + LOOK_AGAIN)
        .returning(Media)
    )
    media = db.session.scalar(taken.execution_options(populate_existing=True))
    if media is not None:
        _let_go(media)
    return media


def _let_go(media: Media) -> None:
    """No transaction is open while a processor works; the row stays readable as it was."""
    db.session.expunge(media)
    db.session.commit()


def _settle(media: Media, **values: object) -> bool:
    """Write what became of an attempt; False when it is not ours to say any more."""
    mine = (Media.id == media.id, Media.state == MediaState.CONVERTING, Media.attempts == media.attempts)
    return db.session.execute(sa.update(Media).where(*mine).values(**values)).rowcount == 1


def _keep(media: Media, outcome: Outcome) -> None:
    values, keys = keeping.keep(media.account_id, media.file_name, outcome)
    values |= {"state": MediaState.READY, "progress": 100, "next_attempt_at": None, "error": None}
    is_ours = _settle(media, **values)
    db.session.commit()
    replaced = [media.storage_key] if "storage_key" in values else []
    keeping.forget(replaced if is_ours else keys)


def _refuse(media: Media, code: str) -> None:
    """The reason stays, the file does not."""
    values = {"state": MediaState.REFUSED, "error": code, "next_attempt_at": None, "storage_key": None}
    is_ours = _settle(media, **values)
    db.session.commit()
    log.info("media %s is refused: %s", media.id, code)
    keeping.forget([media.storage_key] if is_ours else [])


def _show(media: Media, outcome: Outcome) -> None:
    values, keys = keeping.keep(media.account_id, None, outcome)
    still = (Media.id == media.id, Media.state == MediaState.READY)
    shown = db.session.execute(sa.update(Media).where(*still).values(**values, next_attempt_at=None))
    broadcasts.changed([media.id])
    db.session.commit()
    keeping.forget([] if shown.rowcount else keys)


class _Signs:
    """Signs of life, and how far it is."""

    def __init__(self, media: Media):
        self._media, self._last = media, time.monotonic()

    def __call__(self, percent: int) -> None:
        if time.monotonic() - self._last < HEARTBEAT:
            return
        self._last = time.monotonic()
        _settle(self._media, progress=percent, next_attempt_at=clock.now() + LOOK_AGAIN)
        db.session.commit()
