"""Files that somebody brought and nobody sent, and what was left half written: forgotten after a while.

What a message or a quick reply names stays. So does what Meta has heard of: it was on its way.
"""

import logging
from datetime import timedelta

import sqlalchemy as sa

from chatapp import clock
from chatapp.extensions import db
from chatapp.jobs import DEFAULT, job
from chatapp.media import keeping
from chatapp.media.naming import all_named
from chatapp.models import Media, MediaUpload
from chatapp.storage import storage

#: A form may stay open over a long weekend.
KEPT = timedelta(days=7)
#: What is in use after so long is not asked about any more.
ASKED_ABOUT = timedelta(days=60)
#: No upload takes as long as that.
HALF_WRITTEN = timedelta(days=1)
AT_ONCE = 500

log = logging.getLogger(__name__)


@job(DEFAULT, timeout=600)
def sweep() -> None:
    """Forget them, some hundred per transaction."""
    looked_at, forgotten = 0, 0
    while rows := _unsent(after=looked_at):
        looked_at = rows[-1].id
        forgotten += _forget(rows)
        db.session.commit()
    db.session.commit()
    left = storage().tidy(clock.now() - HALF_WRITTEN)
    if forgotten or left:
        log.info("%s files that were never sent and %s that were never finished are forgotten", forgotten, left)


def _unsent(after: int) -> list[Media]:
    """Locked, so that no message takes one up meanwhile; what one is just taking up is left alone."""
    now = clock.now()
    sent = sa.select(MediaUpload.media_id).where(MediaUpload.media_id == Media.id)
    brought = (Media.uploader_id.is_not(None), Media.message_id.is_(None), ~sent.exists())
    due = Media.created_at.between(now - ASKED_ABOUT, now - KEPT)
    select = sa.select(Media).where(Media.id > after, due, *brought).order_by(Media.id).limit(AT_ONCE)
    return list(db.session.scalars(select.with_for_update(skip_locked=True)))


def _forget(rows: list[Media]) -> int:
    named = all_named({row.account_id for row in rows}, min(row.created_at for row in rows))
    unused = [row for row in rows if row.id not in named]
    keeping.discard(unused)
    return len(unused)
