"""Putting an emoji onto a message, and taking it away again.

Both go to Meta through the outbox, like messages, in their order. They are no messages to anybody who looks: nothing is
opened, moved up or counted because of them, and what becomes of them is seen below the message that they are on.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from flask_babel import gettext as _

from chatapp import clock
from chatapp.extensions import db
from chatapp.kinds import MessageStatus, Reaction
from chatapp.messages import broadcasts, conditions, delivery, reactions
from chatapp.messages.reactions import Reacted
from chatapp.models import Conversation, Direction, Message, User
from chatapp.models import Reaction as Row
from chatapp.refusals import Refusal

#: Meta refuses reactions to older messages.
OLDEST = timedelta(days=30)
#: What stands in a thread and is no message of anybody's.
_NOBODY_SAID = ("reaction", "system", "call", "edit", "revoke")


def react(message: Message, emoji: str | None, *, author: User) -> None:
    """Put `emoji` onto the message, in the place of what the company had put there; None takes that away.

    What is there already changes nothing, so a repeated click is harmless. Refuses what Meta would refuse: a closed
    window, a message that is older than 30 days or that Meta does not have, and what is no message.
    """
    conversation = db.session.get(Conversation, message.conversation_id)
    conditions.lock(conversation)
    _check(message)
    kind = Reaction(message.wamid, emoji)
    conditions.check_content(kind)
    known = reactions.of_ours(message)
    ours = [reaction for reaction in known if reaction.shown or reaction.has_failed]
    if _is_there(ours, emoji):
        return
    conditions.check_window(conversation, kind)
    sending = _queue(message, kind, _at_the_customer(ours), author)
    at = _after(known)
    reactions.put(
        Reacted(message.account_id, message.number_id, message.wamid, f"user:{author.id}", emoji, at), sending
    )
    broadcasts.changed([message.id])
    delivery.hurry(conversation.id)
    delivery.dispatch.later()


def _check(message: Message) -> None:
    if message.kind in _NOBODY_SAID:
        raise Refusal("not_reactable", _("There is nothing to react to."))
    if message.wamid is None:
        raise Refusal("not_reactable", _("WhatsApp does not have this message yet. React to it once it was sent."))
    if message.sent_at < clock.now() - OLDEST:
        raise Refusal("too_old", _("WhatsApp takes reactions for 30 days, and this message is older."))


def _is_there(ours: Sequence[Row], emoji: str | None) -> bool:
    """Nothing has to be sent: what is wanted is there, or on its way."""
    if emoji is None:
        return not ours
    return any(reaction.emoji == emoji and not reaction.has_failed for reaction in ours)


def _at_the_customer(ours: Sequence[Row]) -> str | None:
    """What the customer sees of ours, as far as we know."""
    for reaction in ours:
        return reaction.sending.content.get("former") if reaction.has_failed else reaction.emoji
    return None


def _after(known: Sequence[Row]) -> datetime:
    """Now; but after what is there, even if Meta's clock, which dates what the company's own phone does, is ahead."""
    return max([clock.now(), *(reaction.reacted_at + timedelta.resolution for reaction in known)])


def _queue(message: Message, kind: Reaction, former: str | None, author: User) -> Message:
    sending = Message(
        account_id=message.account_id,
        number_id=message.number_id,
        conversation_id=message.conversation_id,
        direction=Direction.OUT,
        client_id=uuid4(),
        kind=kind.name,
        content={**kind.to_stored(), "former": former},
        status=MessageStatus.QUEUED,
        sent_at=clock.whole_second(clock.now()),
        author_id=author.id,
    )
    db.session.add(sending)
    db.session.flush()
    return sending
