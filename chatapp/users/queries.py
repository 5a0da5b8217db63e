"""Reading the people of a company, for its admins."""

import sqlalchemy as sa
from flask_babel import gettext as _

from chatapp.extensions import db
from chatapp.models import User
from chatapp.refusals import Refusal


def listed(account_id: int) -> list[User]:
    """Everybody by name; those who left come last."""
    select = sa.select(User).where(User.account_id == account_id)
    return list(db.session.scalars(select.order_by(User.active.desc(), sa.func.lower(User.name), User.id)))


def get(user: User, user_id: int) -> User:
    """One of this person's company; Refusal 404 if there is none."""
    found = db.session.scalar(sa.select(User).where(User.account_id == user.account_id, User.id == user_id))
    if found is None:
        raise Refusal("not_found", _("There is no such person in your company."), status=404)
    return found
