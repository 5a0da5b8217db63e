"""Which rows name a file in their content: what we send and save is named by the message, not the other way round."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB, JSONPATH

from chatapp.extensions import db
from chatapp.models import Media, Message, QuickReply, User


def named_by(naming: type[Message] | type[QuickReply], named: type[Media]) -> sa.Select:
    """Rows of the same company whose content names the file, in a header or on a card too."""
    path = sa.cast("$.**.media_id ? (@ == $id)", JSONPATH)
    names = sa.func.jsonb_path_exists(naming.content, path, sa.func.jsonb_build_object("id", named.id))
    return sa.select(1).select_from(naming).where(naming.account_id == named.account_id, names).correlate(named)


def all_named(account_ids: Collection[int], since: datetime) -> set[int]:
    """Every file that quick replies of these companies name, and their messages that were written since then."""
    path = sa.cast("$.**.media_id", JSONPATH)
    named: set[int] = set()
    for naming, written in ((Message, Message.changed_at >= since), (QuickReply, sa.true())):
        found = sa.select(sa.func.jsonb_path_query(naming.content, path, type_=JSONB))
        rows = db.session.scalars(found.where(naming.account_id.in_(account_ids), written).distinct())
        named.update(media_id for media_id in rows if isinstance(media_id, int))
    return named


def saved_for(user: User, named: type[Media]) -> sa.Select:
    """Quick replies that this person may use and that name the file."""
    theirs = sa.or_(QuickReply.owner_id.is_(None), QuickReply.owner_id == user.id)
    return named_by(QuickReply, named).where(theirs)
