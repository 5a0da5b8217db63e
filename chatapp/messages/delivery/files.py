"""What messages need before they can leave: Meta must have their files. Whoever waits for one waits in its place."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

import sqlalchemy as sa

from chatapp import clock, kinds
from chatapp.extensions import db
from chatapp.kinds import REGISTRY, Kind, MessageStatus
from chatapp.media import uploading
from chatapp.messages import broadcasts
from chatapp.messages.delivery import recording
from chatapp.messages.delivery.lock import only_one
from chatapp.models import FailedAttempt, Message
from chatapp.whatsapp.error_codes import FILE_ON_ITS_WAY
from chatapp.whatsapp.failures import GraphError
from chatapp.whatsapp.retries import delay

log = logging.getLogger(__name__)
_chance = Random()

#: Kinds that may have files; all others cost nothing here.
KINDS = frozenset(name for name, kind in REGISTRY.items() if kind.files is not Kind.files)
#: After so long a message asks for its file again: whoever was bringing it may have died.
ASK_AGAIN = timedelta(minutes=2)
#: While somebody else brings the same file.
SHORTLY = timedelta(seconds=10)
_LOCK = 0x66696C65 << 32  # "file", and the file's number below

_QUEUED, _FAILED = int(MessageStatus.QUEUED), int(MessageStatus.FAILED)

_POSTPONE = sa.text(f"""
    UPDATE messages SET next_attempt_at = :moment, error_code = {FILE_ON_ITS_WAY}, error_detail = NULL
    WHERE id = ANY(:ids) AND status = {_QUEUED}
""")

_RELEASE = sa.text(f"""
    UPDATE messages SET next_attempt_at = NULL, error_code = NULL, error_detail = NULL
    WHERE id = :id AND status = {_QUEUED}
""")

_TROUBLE = sa.text(f"""
    UPDATE messages SET status = :status, error_code = :code, error_detail = :detail, next_attempt_at = :moment,
        attempts = attempts + 1
    WHERE id = :id AND status = {_QUEUED}
""")


@dataclass
class Found:
    """What Meta calls the files of each message, {message id: {media id: Meta's id}}, and who has to wait for one."""

    meta_ids: dict[int, dict[int, str]] = field(default_factory=dict)
    missing: list[int] = field(default_factory=list)


def look_up(message_ids: Sequence[int]) -> Found:
    """Which of these messages, of `KINDS`, can leave."""
    if not message_ids:
        return Found()
    select = sa.select(Message.id, Message.number_id, Message.kind, Message.content).where(Message.id.in_(message_ids))
    needs = {
        row.id: (row.number_id, kinds.restore(row.kind, row.content).media_ids) for row in db.session.execute(select)
    }
    wanted = {media_id for _number_id, media_ids in needs.values() for media_id in media_ids}
    known = uploading.known(wanted, {number_id for number_id, _media_ids in needs.values()})
    found = Found()
    for message_id, (number_id, media_ids) in needs.items():
        found.meta_ids[message_id] = {m: known[number_id][m] for m in media_ids if m in known.get(number_id, {})}
        if len(found.meta_ids[message_id]) < len(set(media_ids)):
            found.missing.append(message_id)
    return found


def postpone(message_ids: Sequence[int], wait: timedelta = ASK_AGAIN) -> None:
    """These wait for their files, and with them whatever comes later in their conversations."""
    if message_ids:
        db.session.execute(_POSTPONE, {"ids": list(message_ids), "moment": clock.now() + wait})


def bring(message_id: int) -> None:
    """Bring Meta the files of a waiting message, and let it go; or say why not. Commits."""
    message = db.session.get(Message, message_id, populate_existing=True)
    if message is None or message.status is not MessageStatus.QUEUED:
        return
    try:
        are_there = all(_bring(media_id, message.number_id) for media_id in dict.fromkeys(message.says.media_ids))
    except GraphError as error:
        _trouble(message_id, error)
    else:
        if are_there:
            db.session.execute(_RELEASE, {"id": message_id})
        else:
            postpone([message_id], SHORTLY)
    broadcasts.changed([message_id])
    db.session.commit()


def _bring(media_id: int, number_id: int) -> bool:
    """Once, however many messages wait for it; False when somebody else is at it."""
    with only_one(_LOCK + media_id) as lock:
        if lock is None:
            return False
        if not uploading.known([media_id], [number_id]):
            uploading.upload(media_id, number_id)
        return True


def _trouble(message_id: int, error: GraphError) -> None:
    """Again after the wait that the cause asks for, or never."""
    log.info("message %s: its file was not taken: %s", message_id, error)
    message, now = db.session.get(Message, message_id, populate_existing=True), clock.now()
    code = error.code if error.code is not None else getattr(error, "http_status", None)
    wait = delay(error.verdict.retry, message.attempts, _chance, error.retry_after)
    values = {"id": message_id, "code": code, "detail": str(error)[:500]}
    if wait is None:
        db.session.execute(_TROUBLE, {**values, "status": _FAILED, "moment": None})
    else:
        db.session.execute(_TROUBLE, {**values, "status": _QUEUED, "moment": now + timedelta(seconds=wait)})
    if error.verdict.alarm:
        recording.raise_alarm(message.number_id, code, now)
    attempt = {"account_id": message.account_id, "message_id": message_id, "occurred_at": now}
    db.session.execute(sa.insert(FailedAttempt).values(code=code, detail=values["detail"], **attempt))
