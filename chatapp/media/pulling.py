"""Customers' files from Meta to us: a job per file, at once, since links live five minutes and ids seven days.

The job takes the file in hand (`claims`), fetches it (`fetching`) and says what became of it; the sweep finds what was
forgotten.
"""

import logging
from datetime import timedelta
from random import Random

import sqlalchemy as sa
from flask_babel import gettext as _

from chatapp import clock
from chatapp.extensions import db
from chatapp.jobs import DEFAULT, MEDIA, job
from chatapp.media import broadcasts, claims, converting, failures, fetching
from chatapp.media.claims import LOOK_AGAIN, Wanted
from chatapp.media.fetching import Fetched, TooLarge
from chatapp.models import Media, MediaState
from chatapp.refusals import Refusal
from chatapp.whatsapp.causes import Cause
from chatapp.whatsapp.failures import ForeignLink, GraphError, Rejected
from chatapp.whatsapp.retries import Retry, delay

#: Over about ten hours: 2 s, 6, 18, 54, 162, 486, 1458, then hourly.
RETRY = Retry(attempts=16, base=2, factor=3, cap=3600)
AT_ONCE = 200
TIMEOUT = 900

log = logging.getLogger(__name__)
_chance = Random()


@job(MEDIA, timeout=TIMEOUT)
def pull(media_id: int) -> None:
    """Fetch one file, unless somebody else does or has."""
    wanted = claims.take(media_id)
    if wanted is None:
        return
    try:
        fetched = fetching.fetch(wanted, lambda: claims.stay(wanted))
    except claims.TakenOver:
        log.warning("media %s: somebody else has taken over", media_id)
    except GraphError as error:
        log.info("media %s: attempt %s: %s: %s", media_id, wanted.attempt, type(error).__name__, error)
        _failed(wanted, error)
    except Exception as error:
        log.exception("media %s: attempt %s", media_id, wanted.attempt)
        db.session.rollback()
        _failed(wanted, error)
    else:
        _keep(wanted, fetched)


@job(DEFAULT)
def sweep() -> None:
    """Have those fetched that are due: wake-ups that were lost, attempts to be repeated, pullers that died."""
    now = clock.now()
    due = (
        sa.select(Media.id)
        .where(Media.state.in_((MediaState.PENDING, MediaState.PULLING)), Media.next_attempt_at <= now)
        .order_by(Media.next_attempt_at)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    taken = sa.update(Media).where(Media.id.in_(due)).returning(Media.id)
    for media_id in db.session.scalars(taken.values(state=MediaState.PENDING, next_attempt_at=now + LOOK_AGAIN)):
        pull.later(media_id)
    db.session.commit()


def pull_again(media: Media) -> None:
    """Fetch a file that failed once more, from the first attempt on. Refusal 409 if it did not fail."""
    db.session.refresh(media, with_for_update=True)
    if not failures.can_pull(media):
        raise Refusal("not_failed", _("This file cannot be fetched again."))
    media.state, media.error, media.attempts = MediaState.PENDING, None, 0
    media.next_attempt_at = clock.now() + LOOK_AGAIN
    db.session.flush()
    broadcasts.changed([media.id])
    pull.later(media.id)


def _keep(wanted: Wanted, fetched: Fetched) -> None:
    """The file is here; what pages need of it is made next, if it is what it was said to be."""
    judged, written = fetched.judged, fetched.written
    values = {"state": MediaState.READY, "size": written.size, "sha256": written.sha256, "mime_type": judged.mime_type}
    if judged.as_said:
        values |= {"error": None, "next_attempt_at": clock.now() + converting.LOOK_AGAIN}
    else:
        values |= {"error": "wrong_type", "next_attempt_at": None}
    if claims.settle(wanted, **values):
        broadcasts.changed([wanted.media_id])
        if judged.as_said:
            converting.render.later(wanted.media_id)
    db.session.commit()


def _failed(wanted: Wanted, error: Exception) -> None:
    code, final = _meaning(error)
    asked = error.retry_after if isinstance(error, GraphError) else None
    wait = None if final else delay(RETRY, wanted.attempt - 1, _chance, asked)
    if wait is None:
        values = {"state": MediaState.FAILED, "next_attempt_at": None}
    else:
        values = {"state": MediaState.PENDING, "next_attempt_at": clock.now() + timedelta(seconds=wait)}
    if claims.settle(wanted, error=code, **values):
        broadcasts.changed([wanted.media_id])
    db.session.commit()


def _meaning(error: Exception) -> tuple[str, bool]:
    """The code of a failure, and whether trying again is in vain."""
    if isinstance(error, TooLarge):
        return "too_large", True
    if isinstance(error, ForeignLink):
        return "foreign_link", True
    if isinstance(error, Rejected):
        if error.verdict.cause in (Cause.AUTHENTICATION, Cause.PERMISSION, Cause.NOT_REGISTERED):
            return "access", False  # an administrator will mend it, and nobody should have to press for each file then
        if error.verdict.cause is Cause.INVALID_REQUEST or error.http_status == 404:
            return "gone", True
    return "unreachable", False
