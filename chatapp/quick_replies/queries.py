"""Reading quick replies. `visible_to` is the one rule of who sees which."""

import sqlalchemy as sa
from flask_babel import gettext as _

from chatapp.extensions import db
from chatapp.models import QuickReply, User
from chatapp.refusals import Refusal

MOST = 200


def visible_to(user: User) -> sa.Select[tuple[QuickReply]]:
    """The company's, and their own."""
    theirs = sa.or_(QuickReply.owner_id.is_(None), QuickReply.owner_id == user.id)
    return sa.select(QuickReply).where(QuickReply.account_id == user.account_id, theirs)


def search(user: User, words: str = "") -> list[QuickReply]:
    """Those with these words in their name or text, the most used first."""
    select = visible_to(user)
    for word in words.split():
        text = sa.cast(QuickReply.content, sa.Text)
        select = select.where(
            sa.or_(QuickReply.name.icontains(word, autoescape=True), text.icontains(word, autoescape=True))
        )
    select = select.order_by(QuickReply.uses.desc(), sa.func.lower(QuickReply.name), QuickReply.id)
    return list(db.session.scalars(select.limit(MOST)))


def get(user: User, reply_id: int) -> QuickReply:
    """One of them; Refusal 404 if it does not exist or is somebody else's."""
    reply = db.session.scalar(visible_to(user).where(QuickReply.id == reply_id))
    if reply is None:
        raise Refusal("not_found", _("This quick reply does not exist, or it is somebody else's."), status=404)
    return reply
