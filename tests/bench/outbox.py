"""Customers, and messages that wait for them: as rows, because writing so many one by one is not what is measured."""

from dataclasses import dataclass

import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.kinds import MessageStatus
from chatapp.models import PhoneNumber

_CONTACTS = sa.text("""
    INSERT INTO contacts (account_id, profile_name)
    SELECT :account, 'Cliente ' || n FROM generate_series(1, :count) n RETURNING id
""")
_IDENTITIES = sa.text("""
    INSERT INTO contact_identities (account_id, contact_id, kind, value, key, seen_at)
    SELECT :account, id, 'WA_ID', '551' || (1000000000 + id), '551' || (1000000000 + id), now()
    FROM unnest(CAST(:contacts AS bigint[])) id
""")
_CONVERSATIONS = sa.text("""
    INSERT INTO conversations (account_id, number_id, contact_id, status, last_message_at, last_message_preview,
        unread_count, window_expires_at)
    SELECT :account, :number, id, 'OPEN', now(), '', 0, now() + interval '20 hours'
    FROM unnest(CAST(:contacts AS bigint[])) id RETURNING id
""")
_MESSAGES = sa.text(f"""
    INSERT INTO messages (account_id, number_id, conversation_id, direction, client_id, kind, content, status, sent_at,
        attempts, bulk)
    SELECT :account, :number, id, 'out', gen_random_uuid(), 'text',
        jsonb_build_object('body', CAST(turn AS text), 'preview_url', FALSE), {int(MessageStatus.QUEUED)}, now(),
        0, :bulk
    FROM generate_series(1, :turns) turn, unnest(CAST(:conversations AS bigint[])) WITH ORDINALITY AS c (id, place)
    ORDER BY turn, place
""")


@dataclass(frozen=True)
class Crowd:
    """The customers of a number: their conversations."""

    account_id: int
    number_id: int
    conversation_ids: list[int]

    @classmethod
    def of(cls, number: PhoneNumber, count: int) -> "Crowd":
        """So many who have written lately. Commits."""
        about = {"account": number.account_id, "number": number.id}
        about["contacts"] = list(db.session.scalars(_CONTACTS, {**about, "count": count}))
        db.session.execute(_IDENTITIES, about)
        conversations = list(db.session.scalars(_CONVERSATIONS, about))
        db.session.commit()
        return cls(number.account_id, number.id, conversations)

    def owe(self, turns: int, *, bulk: bool = False) -> int:
        """Queue so many messages to each of them, turn by turn; returns how many that is. Commits."""
        about = {"account": self.account_id, "number": self.number_id, "conversations": self.conversation_ids}
        queued = db.session.execute(_MESSAGES, {**about, "turns": turns, "bulk": bulk}).rowcount
        db.session.commit()
        db.session.execute(sa.text("ANALYZE messages"))
        db.session.commit()
        return queued
