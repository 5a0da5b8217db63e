"""Customers of one number, each with a conversation, and messages of ours that wait for their reports."""

import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.kinds import MessageStatus
from chatapp.models import PhoneNumber

FIRST = 5_511_900_000_000


def wa_id_of(customer: int) -> str:
    """Of the customer with this number, from 1."""
    return str(FIRST + customer)


def introduce(number: PhoneNumber, customers: int, messages: int) -> None:
    """Customers 1 to `customers`, and messages `wamid.OUT0` ... to them in turn, in an empty database."""
    values = {"account": number.account_id, "number": number.id, "customers": customers, "messages": messages}
    for statement in (_CONTACTS, _IDENTITIES, _CONVERSATIONS, _MESSAGES):
        db.session.execute(sa.text(statement), {**values, "first": FIRST, "sent": int(MessageStatus.SENDING)})
    for table in ("contacts", "conversations"):
        db.session.execute(sa.text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), :customers)"), values)
    db.session.commit()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("VACUUM ANALYZE"))


_CONTACTS = """
INSERT INTO contacts (id, account_id, profile_name)
SELECT n, :account, 'Cliente ' || CAST(:first + n AS text) FROM generate_series(1, :customers) AS n
"""

_IDENTITIES = """
INSERT INTO contact_identities (account_id, contact_id, kind, value, key, seen_at)
SELECT :account, n, 'WA_ID', :first + n, :first + n, now() FROM generate_series(1, :customers) AS n
"""

_CONVERSATIONS = """
INSERT INTO conversations (id, account_id, number_id, contact_id, status, last_message_at, last_message_preview,
                           unread_count)
SELECT n, :account, :number, n, 'OPEN', now(), '', 0 FROM generate_series(1, :customers) AS n
"""

_MESSAGES = """
INSERT INTO messages (account_id, number_id, conversation_id, direction, client_id, wamid, kind, content, status,
                      sent_at, attempts)
SELECT :account, :number, 1 + n % :customers, 'out', gen_random_uuid(), 'wamid.OUT' || n, 'text',
       jsonb_build_object('body', 'Olá ' || n), :sent, now(), 1
FROM generate_series(0, :messages - 1) AS n
"""
