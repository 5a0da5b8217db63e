"""What is measured of sending."""

import logging
from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from chatapp import logs, telemetry
from chatapp.kinds import MessageStatus
from chatapp.messages.delivery.attempts import Answer
from chatapp.models.message import WAITING
from chatapp.telemetry import Value

SENDS = telemetry.Counter(
    "chatapp_sends", "Attempts to give Meta a message, by what came of it and Meta's code", ("result", "code")
)
MESSAGES = telemetry.Gauge("chatapp_messages", "Messages that have not left for certain", ("state",))
OLDEST = telemetry.Gauge("chatapp_messages_oldest_seconds", "How long the oldest message that may leave has waited")

log = logging.getLogger(__name__)

BY_STATE = sa.text(f"""
    SELECT status, count(*),
           coalesce(max(extract(epoch FROM clock_timestamp() - created_at))
                    FILTER (WHERE next_attempt_at IS NULL OR next_attempt_at < clock_timestamp()), 0)
    FROM messages WHERE status IN ({", ".join(str(int(status)) for status in WAITING)}) GROUP BY status
""")

#: What an attempt came to, as an operator calls it.
_RESULTS = {MessageStatus.SENT: "sent", MessageStatus.QUEUED: "again", MessageStatus.UNCONFIRMED: "unconfirmed"}
_STATES = {
    MessageStatus.QUEUED: "queued",
    MessageStatus.SENDING: "in_flight",
    MessageStatus.UNCONFIRMED: "unconfirmed",
}


def note(answers: Sequence[Answer]) -> None:
    """These attempts have been recorded: they are counted, and one line says which messages it was."""
    results: dict[str, list[int]] = {}
    for answer in answers:
        result = _RESULTS.get(answer.status, "failed")
        SENDS.count(result, "" if answer.code is None else str(answer.code))
        results.setdefault(result, []).append(answer.delivery.message_id)
    log.info("messages given to Meta", extra=logs.fields(**results))


@telemetry.at_scrape
def messages() -> Iterator[Value]:
    """What the partial index of waiting messages holds."""
    found = {status: (count, oldest) for status, count, oldest in telemetry.rows(BY_STATE)}
    for status, state in _STATES.items():
        yield MESSAGES.at(found.get(int(status), (0, 0))[0], state)
    yield OLDEST.at(found.get(int(MessageStatus.QUEUED), (0, 0))[1])
