"""Writing the messages that we did not send from here: many at a time, each once."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import orjson
import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.kinds import MessageStatus
from chatapp.models import Direction


class Name(NamedTuple):
    """What is unique: a message of one of our numbers, as Meta names it."""

    number_id: int
    wamid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a thread. `content` is what its kind stores, plus what surrounds it (`forwarded`, `referral`...)."""

    account_id: int
    name: Name
    conversation_id: int
    direction: Direction
    kind: str
    content: dict
    sent_at: datetime
    quoted_wamid: str | None = None

    @property
    def status(self) -> MessageStatus:
        """What we wrote elsewhere has been sent, as far as we know."""
        return MessageStatus.RECEIVED if self.direction is Direction.IN else MessageStatus.SENT


def known(names: Iterable[Name]) -> set[Name]:
    """Those that are in the database already."""
    names = sorted(set(names))
    if not names:
        return set()
    return {Name(*row) for row in db.session.execute(_KNOWN, _columns(names))}


def conversations_of(names: Iterable[Name]) -> set[int]:
    """The conversations that these messages are in, as far as they are known."""
    names = sorted(set(names))
    return set(db.session.scalars(_CONVERSATIONS, _columns(names))) if names else set()


def insert(lines: Sequence[Line]) -> dict[Name, int]:
    """Write these lines, {name: message id} of those that are new. Their ids follow Meta's time, then arrival."""
    if not lines:
        return {}
    rows = sorted(lines, key=lambda line: line.sent_at)
    values = {
        **_columns([row.name for row in rows]),
        "accounts": [row.account_id for row in rows],
        "conversations": [row.conversation_id for row in rows],
        "directions": [row.direction.value for row in rows],
        "kinds": [row.kind for row in rows],
        "contents": [orjson.dumps(row.content).decode() for row in rows],
        "statuses": [int(row.status) for row in rows],
        "moments": [row.sent_at for row in rows],
        "quoted": [row.quoted_wamid for row in rows],
    }
    return {Name(row.number_id, row.wamid): row.id for row in db.session.execute(_INSERT, values)}


def _columns(names: Collection[Name]) -> dict[str, list]:
    return {"numbers": [name.number_id for name in names], "wamids": [name.wamid for name in names]}


_KNOWN = sa.text("""
    SELECT m.number_id, m.wamid
    FROM unnest(CAST(:numbers AS bigint[]), CAST(:wamids AS text[])) AS n (number_id, wamid)
    JOIN messages m USING (number_id, wamid)
""")

_CONVERSATIONS = sa.text("""
    SELECT DISTINCT m.conversation_id
    FROM unnest(CAST(:numbers AS bigint[]), CAST(:wamids AS text[])) AS n (number_id, wamid)
    JOIN messages m USING (number_id, wamid)
""")

_INSERT = sa.text("""
    INSERT INTO messages
        (account_id, number_id, conversation_id, direction, wamid, kind, content, status, sent_at, quoted_wamid,
         attempts)
    SELECT account_id, number_id, conversation_id, direction, wamid, kind, CAST(content AS jsonb), status, sent_at,
        quoted_wamid, 0
    FROM unnest(
        CAST(:accounts AS bigint[]), CAST(:numbers AS bigint[]), CAST(:conversations AS bigint[]),
        CAST(:directions AS text[]), CAST(:wamids AS text[]), CAST(:kinds AS text[]), CAST(:contents AS text[]),
        CAST(:statuses AS smallint[]), CAST(:moments AS timestamptz[]), CAST(:quoted AS text[])
    ) WITH ORDINALITY AS line
        (account_id, number_id, conversation_id, direction, wamid, kind, content, status, sent_at, quoted_wamid, n)
    ORDER BY n
    ON CONFLICT (number_id, wamid) DO NOTHING
    RETURNING id, number_id, wamid
""")
