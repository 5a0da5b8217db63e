"""Keeping messages for reuse."""

import sqlalchemy as sa
from flask_babel import gettext as _

from chatapp.extensions import db
from chatapp.kinds import Kind, Reaction
from chatapp.media import attaching
from chatapp.messages import conditions
from chatapp.models import QuickReply, User
from chatapp.refusals import Refusal, invalid


def keep(user: User, *, name: str, kind: Kind, shared: bool) -> QuickReply:
    """A new quick reply of this person's, or (`shared`) of the whole company.

    Refuses what could not be sent (422, the fields named as in the message; 409 for files that are not ready), files
    that are not this person's to send, and agents who want to share (403).
    """
    _check(user, kind, shared)
    reply = QuickReply(account_id=user.account_id, owner_id=None if shared else user.id, name=name, uses=0)
    reply.kind, reply.content = kind.name, kind.to_stored()
    db.session.add(reply)
    db.session.flush()
    return reply


def change(reply: QuickReply, user: User, *, name: str, kind: Kind, shared: bool) -> None:
    """Everything anew but how often it was used. Refuses as `keep` does, and agents where it is the company's."""
    check_change(reply, user)
    _check(user, kind, shared)
    reply.name, reply.kind, reply.content = name, kind.name, kind.to_stored()
    if shared:
        reply.owner_id = None
    elif reply.owner_id is None:
        reply.owner_id = user.id
    db.session.flush()


def delete(reply: QuickReply, user: User) -> None:
    """For ever. Refuses agents where it is the company's."""
    check_change(reply, user)
    db.session.delete(reply)


def used(reply: QuickReply) -> None:
    """Somebody has sent it, or put it into what they write."""
    update = sa.update(QuickReply).where(QuickReply.id == reply.id).values(uses=QuickReply.uses + 1)
    db.session.execute(update)


def may_change(reply: QuickReply, user: User) -> bool:
    """One's own; the company's only for those who answer for it."""
    return reply.owner_id == user.id or user.sees_everything


def check_change(reply: QuickReply, user: User) -> None:
    """Refusal 403 unless `may_change`."""
    if not may_change(reply, user):
        raise Refusal("forbidden", _("This quick reply is the company's. Ask a supervisor to change it."), status=403)


def _check(user: User, kind: Kind, shared: bool) -> None:
    if shared and not user.sees_everything:
        raise Refusal("forbidden", _("Only supervisors keep quick replies for the whole company."), status=403)
    if kind.name == Reaction.name:
        raise invalid({"kind": _("This is not one of the possible values.")}, _("A reaction cannot be kept."))
    conditions.check_content(kind)
    attaching.check(user, kind)
