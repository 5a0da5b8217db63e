"""What a message that has not left says about itself: why it failed, or what it is waiting for."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from chatapp import clock
from chatapp.kinds import N_, MessageStatus
from chatapp.models import Message
from chatapp.whatsapp import errors
from chatapp.whatsapp.causes import Cause
from chatapp.whatsapp.error_codes import TOO_FAST_FOR_THE_PAIR


@dataclass(frozen=True)
class Failure:
    """`code` is Meta's (ours are negative; a bare HTTP refusal is its status), `happened` and `cure` are msgids."""

    code: int | None
    happened: str
    cure: str
    can_resend: bool = True

    @property
    def words(self) -> str:
        """What happened and what to do, in the reader's language."""
        return f"{_(self.happened)} {_(self.cure)}"


@dataclass(frozen=True)
class Waiting:
    """Why a message is still on its way, and when it will be looked at again. `reason` is a msgid."""

    until: datetime
    reason: str
    #: Whether it leaves then: otherwise it is looked at again.
    leaves: bool = False
    #: Never: it is on its way, or may have arrived.
    can_resend: bool = False

    @property
    def words(self) -> str:
        """The reason, in the reader's language."""
        return _(self.reason)


#: Causes for which the same message would only be refused again: what the agent can do is something else.
IN_VAIN = frozenset({Cause.OPT_OUT, Cause.UNSUPPORTED, Cause.GROUP})

_PACED = N_("WhatsApp takes one message every six seconds to the same customer.")
_AGAIN = N_("WhatsApp could not take this message. It will be sent again shortly.")
_FILE = N_("The file of this message is on its way to WhatsApp.")
_UNCONFIRMED = N_("Waiting for WhatsApp to confirm this message.")

#: Why a queued message waits, by its code; with any other it did not get through.
_REASONS = {None: _PACED, TOO_FAST_FOR_THE_PAIR: _PACED}


def of(message: Message) -> Failure | None:
    """Why this message needs a person; None while it is on its way, and after it has arrived."""
    if message.is_inbound:
        return None
    if message.status is MessageStatus.FAILED:
        return _failure(message.error_code)
    if message.status is MessageStatus.UNCONFIRMED and not _still_waits(message):
        return _failure(errors.NOT_CONFIRMED)
    return None


def waiting(message: Message) -> Waiting | None:
    """What this message waits for; None when nothing holds it up."""
    if not _still_waits(message):
        return None
    if message.status is MessageStatus.UNCONFIRMED:
        return Waiting(message.next_attempt_at, _UNCONFIRMED)
    if message.status is not MessageStatus.QUEUED:
        return None
    if message.error_code == errors.FILE_ON_ITS_WAY:
        return Waiting(message.next_attempt_at, _FILE)
    return Waiting(message.next_attempt_at, _REASONS.get(message.error_code, _AGAIN), leaves=True)


def _still_waits(message: Message) -> bool:
    return message.next_attempt_at is not None and message.next_attempt_at > clock.now()


def _failure(code: int | None) -> Failure:
    verdict = errors.verdict(code, http_status=code)
    return Failure(code, verdict.happened, verdict.cure, can_resend=verdict.cause not in IN_VAIN)
