"""What the calls to Meta proved, written in bulk. Webhooks may know more already, so nothing here goes backwards."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from chatapp import clock, contacts
from chatapp.contacts import Learned
from chatapp.extensions import db
from chatapp.kinds import MessageStatus
from chatapp.media import uploading
from chatapp.messages import progress
from chatapp.messages.delivery import turns
from chatapp.messages.delivery.attempts import Answer
from chatapp.models import FailedAttempt
from chatapp.whatsapp.causes import Cause
from chatapp.whatsapp.customer import Customer

_DETAIL_LENGTH = 500

_SENDING, _UNCONFIRMED, _SENT = map(int, (MessageStatus.SENDING, MessageStatus.UNCONFIRMED, MessageStatus.SENT))

#: A wamid that another message has already would be Meta's mistake; it must not keep the others from being recorded.
_RECORD_SENT = sa.text(f"""
    UPDATE messages message SET
        status = greatest(message.status, {_SENT}),
        wamid = coalesce(message.wamid, CASE WHEN NOT EXISTS (
            SELECT 1 FROM messages other WHERE other.number_id = message.number_id AND other.wamid = sent.wamid
        ) THEN sent.wamid END),
        error_code = CASE WHEN message.status >= {_SENT} THEN message.error_code END,
        error_detail = CASE WHEN message.status >= {_SENT} THEN message.error_detail END,
        next_attempt_at = NULL
    FROM unnest(CAST(:ids AS bigint[]), CAST(:wamids AS text[])) AS sent (id, wamid)
    WHERE message.id = sent.id
""")

#: Only the attempt that was claimed last may say that a message has not left; what a webhook reported wins.
_RECORD_NOT_SENT = sa.text(f"""
    UPDATE messages message SET
        status = answer.status, error_code = answer.code, error_detail = answer.detail,
        next_attempt_at = answer.next_attempt_at
    FROM unnest(CAST(:ids AS bigint[]), CAST(:claims AS timestamptz[]), CAST(:statuses AS smallint[]),
                CAST(:codes AS int[]), CAST(:details AS text[]), CAST(:moments AS timestamptz[]))
        AS answer (id, claimed_at, status, code, detail, next_attempt_at)
    WHERE message.id = answer.id AND message.claimed_at = answer.claimed_at
      AND message.status IN ({_SENDING}, {_UNCONFIRMED})
""")

#: On 131047 the window is shut whatever we had computed, unless the customer wrote while Meta was answering.
_CLOSE_WINDOWS = sa.text("""
    UPDATE conversations SET window_expires_at = least(window_expires_at, :now)
    WHERE id IN (SELECT id FROM conversations WHERE id = ANY(:ids) ORDER BY id FOR NO KEY UPDATE)
      AND (last_inbound_at IS NULL OR last_inbound_at <= :claimed_at)
""")

_RAISE_ALARM = sa.text("UPDATE phone_numbers SET alarm_code = :code, alarm_at = :now WHERE id = :number_id")
_CLEAR_ALARMS = sa.text("""
    UPDATE phone_numbers SET alarm_code = NULL, alarm_at = NULL
    FROM unnest(CAST(:numbers AS bigint[]), CAST(:claims AS timestamptz[])) AS mended (id, claimed_at)
    WHERE phone_numbers.id = mended.id AND alarm_at < claimed_at
""")


def record(answers: Sequence[Answer], grace: timedelta) -> list[int]:
    """Write all of it in the current transaction: identities, conversations, messages, the order all writers keep.
    Returns ids of other messages that have to wait because of it."""
    now = clock.now()
    sent = [answer for answer in answers if answer.status is MessageStatus.SENT]
    unsent = [answer for answer in answers if answer.status is not MessageStatus.SENT]
    _learn_identities(sent, now)
    _close_windows(unsent, now)
    progress.lock(answer.delivery.message_id for answer in answers)
    if sent:
        _record_sent(sent)
    if unsent:
        _record_unsent(unsent, now, grace)
        _remember_attempts(unsent, now)
        _forget_files(unsent)
    _ring_alarms(sent, unsent, now)
    return _line_up(unsent, now)


def _record_sent(sent: Sequence[Answer]) -> None:
    """By wamid, each once: two messages of one batch cannot share one either."""
    wamids = {answer.receipt.wamid: answer.delivery.message_id for answer in sent}
    known = {message_id: wamid for wamid, message_id in wamids.items()}
    ids = [answer.delivery.message_id for answer in sent]
    db.session.execute(_RECORD_SENT, {"ids": ids, "wamids": [known.get(message_id) for message_id in ids]})


def _record_unsent(unsent: Sequence[Answer], now: datetime, grace: timedelta) -> None:
    values = {
        "ids": [answer.delivery.message_id for answer in unsent],
        "claims": [answer.delivery.claimed_at for answer in unsent],
        "statuses": [int(answer.status) for answer in unsent],
        "codes": [answer.code for answer in unsent],
        "details": [_detail(answer) for answer in unsent],
        "moments": [_next_look(answer, now, grace) for answer in unsent],
    }
    db.session.execute(_RECORD_NOT_SENT, values)


def _next_look(answer: Answer, now: datetime, grace: timedelta) -> datetime | None:
    if answer.status is MessageStatus.QUEUED:
        return now + timedelta(seconds=answer.wait)
    return answer.delivery.claimed_at + grace if answer.status is MessageStatus.UNCONFIRMED else None


def _detail(answer: Answer) -> str | None:
    return answer.detail and answer.detail.replace("\x00", "")[:_DETAIL_LENGTH]


def _remember_attempts(unsent: Sequence[Answer], now: datetime) -> None:
    rows = [
        {
            "account_id": answer.delivery.account_id,
            "message_id": answer.delivery.message_id,
            "code": answer.code,
            "detail": _detail(answer),
            "occurred_at": now,
        }
        for answer in unsent
    ]
    db.session.execute(sa.insert(FailedAttempt), rows)


def _forget_files(unsent: Sequence[Answer]) -> None:
    refused: dict[int, set[int]] = {}
    for answer in unsent:
        if answer.files_refused:
            refused.setdefault(answer.delivery.number_id, set()).update(answer.delivery.meta_ids)
    uploading.forget(refused)


def _learn_identities(sent: Sequence[Answer], now: datetime) -> None:
    """What Meta calls the customer we dialled (with or without Brazil's ninth digit) is what we dial from then on."""
    learned = []
    for answer in sent:
        delivery, receipt = answer.delivery, answer.receipt
        if (receipt.wa_id or delivery.wa_id, receipt.user_id or delivery.bsuid) != (delivery.wa_id, delivery.bsuid):
            named = Customer(wa_id=receipt.wa_id, bsuid=receipt.user_id)
            learned.append(Learned(delivery.account_id, delivery.contact_id, named, now))
    contacts.learn(learned)


def _close_windows(unsent: Sequence[Answer], now: datetime) -> None:
    closed = [a.delivery for a in unsent if a.verdict is not None and a.verdict.cause is Cause.WINDOW_CLOSED]
    if closed:
        first = min(delivery.claimed_at for delivery in closed)
        ids = [delivery.conversation_id for delivery in closed]
        db.session.execute(_CLOSE_WINDOWS, {"ids": ids, "now": now, "claimed_at": first})


def _line_up(unsent: Sequence[Answer], now: datetime) -> list[int]:
    """Meta's own word on the pace of a customer holds for all that wait for them."""
    limited = [a for a in unsent if a.verdict is not None and a.verdict.cause is Cause.PAIR_LIMIT]
    later = {a.delivery.conversation_id: now + timedelta(seconds=a.wait) for a in limited if a.is_tried_again}
    return turns.postpone(later) if later else []


def _ring_alarms(sent: Sequence[Answer], unsent: Sequence[Answer], now: datetime) -> None:
    """A refused token or number is everybody's business; a message that went through says it is mended."""
    mended = {answer.delivery.number_id: answer.delivery.claimed_at for answer in sent}
    broken = {a.delivery.number_id: a.code for a in unsent if a.verdict is not None and a.verdict.alarm}
    if mended:
        values = {"numbers": sorted(mended), "claims": [mended[number_id] for number_id in sorted(mended)]}
        db.session.execute(_CLEAR_ALARMS, values)
    for number_id, code in sorted(broken.items()):
        raise_alarm(number_id, code, now)


def raise_alarm(number_id: int, code: int | None, now: datetime) -> None:
    """Nothing more will leave this number until somebody acts."""
    db.session.execute(_RAISE_ALARM, {"number_id": number_id, "code": code, "now": now})
