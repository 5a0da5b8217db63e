"""A company with years behind it: many conversations, of which a few hold most of the messages.

It is made by the database itself, set by set: rows that travel one by one would take an hour. The same size gives the
same company, but for the clock: its last message is of now.
"""

import time
from collections.abc import Mapping
from typing import NamedTuple

import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.models import Account, Role, Tag, User
from tests import factories

MESSAGES, CONVERSATIONS = 1_000_000, 100_000
AGENTS, NUMBERS, TAGS = 20, 4, 8
#: Seconds: the first message is so long ago.
AGE = 2 * 365 * 24 * 3600


class Company(NamedTuple):
    """Who is asked for things in the measurements."""

    account: Account
    supervisor: User
    agent: User


#: The times of change are part of what is made: triggers (and the checks of foreign keys) are off for this transaction.
#: And VACUUM sees what is on the disk only.
_ALONE = (
    "SET LOCAL session_replication_role = replica",
    "SET LOCAL synchronous_commit = on",
    "SELECT setseed(0.5)",
)

#: Every tenth message goes to the next conversation, so that none is empty; the others crowd: the largest gets 2 %.
_MESSAGES = """
INSERT INTO messages (account_id, number_id, conversation_id, direction, client_id, wamid, kind, content, status,
                      sent_at, author_id, attempts, created_at, changed_at)
SELECT :account, :number + place % :numbers, place,
       CASE WHEN inbound THEN 'in' ELSE 'out' END, CASE WHEN inbound THEN NULL ELSE gen_random_uuid() END,
       'wamid.' || n, 'text',
       jsonb_build_object('body', repeat('Quanto custa o café em grãos de 250 g? ', 1 + n % 4) || n),
       CASE WHEN inbound THEN 0 ELSE (ARRAY[40, 50, 60, 70, 70, 70])[1 + n % 6] END,
       moment, CASE WHEN inbound THEN NULL ELSE :agent + place % :agents END, 1, moment, moment
FROM (
    SELECT n, random() < 0.55 AS inbound,
           date_trunc('second', now() - make_interval(secs => :age * (:messages - n)::float / :messages)) AS moment,
           1 + CASE WHEN n % :share = 0 THEN n / :share - 1
                    ELSE floor(:conversations * power(random(), 3))::bigint END AS place
    FROM generate_series(1, :messages) AS n
) AS drawn
"""

_EVENTS = """
INSERT INTO message_events (account_id, number_id, message_id, wamid, status, occurred_at)
SELECT account_id, number_id, id, wamid, reported, sent_at + make_interval(secs => reported)
FROM messages, unnest(ARRAY[40, 60, 70]) AS reported
WHERE direction = 'out' AND reported <= status
"""

_CONTACTS = """
INSERT INTO contacts (id, account_id, profile_name)
SELECT n, :account, 'Cliente ' || n FROM generate_series(1, :conversations) AS n
"""

_IDENTITIES = """
INSERT INTO contact_identities (account_id, contact_id, kind, value, key, seen_at)
SELECT :account, n, 'WA_ID', 5511900000000 + n, 551100000000 + n, now() FROM generate_series(1, :conversations) AS n
"""

#: Half are open, as where nobody tidies up; a third of them is nobody's, a tenth unread.
_CONVERSATIONS = """
INSERT INTO conversations (id, account_id, number_id, contact_id, status, assignee_id, unread_count, last_message_at,
                           last_message_id, last_message_preview, window_expires_at, last_inbound_wamid,
                           last_inbound_at, created_at, changed_at)
SELECT c, :account, :number + c % :numbers, c,
       (ARRAY['OPEN', 'OPEN', 'PENDING', 'RESOLVED', 'RESOLVED', 'OPEN'])[1 + c % 6],
       CASE WHEN c % 3 = 0 THEN NULL ELSE :agent + c / 6 % :agents END, CASE WHEN c % 10 = 0 THEN 1 + c % 4 ELSE 0 END,
       last.sent_at, last.id, last.content ->> 'body', heard.sent_at + interval '24 hours', heard.wamid,
       heard.sent_at, last.sent_at, last.sent_at
FROM generate_series(1, :conversations) AS c
CROSS JOIN LATERAL (
    SELECT * FROM messages WHERE conversation_id = c ORDER BY sent_at DESC, id DESC LIMIT 1) AS last
LEFT JOIN LATERAL (
    SELECT * FROM messages WHERE conversation_id = c AND direction = 'in' ORDER BY sent_at DESC, id DESC LIMIT 1
) AS heard ON true
"""

#: A common tag and ever rarer ones.
_TAGGED = """
INSERT INTO conversation_tags (tag_id, conversation_id)
SELECT :tag + t, c FROM generate_series(0, :tags - 1) AS t, generate_series(1, :conversations) AS c
WHERE c % (5 * power(4, t))::bigint = t
"""

#: Pages of which VACUUM does not know yet that everybody sees all of them.
_UNSEEN = sa.text("SELECT sum(relpages - relallvisible) FROM pg_class WHERE oid = 'conversations'::regclass")
ATTEMPTS = 20

_IDS_GO_ON = "SELECT setval(pg_get_serial_sequence('{0}', 'id'), (SELECT max(id) FROM {0}))"


def fill(messages: int = MESSAGES, conversations: int = CONVERSATIONS) -> Company:
    """Fill the empty database of the running app, and let it take stock of itself (ANALYZE, visibility)."""
    company, first = _people()
    sizes = {"messages": messages, "conversations": conversations, "share": messages // conversations, "age": AGE}
    _fill(first | sizes | {"agents": AGENTS, "numbers": NUMBERS, "tags": TAGS})
    _take_stock()
    return company


def _take_stock() -> None:
    """Again and again, while PostgreSQL's own housekeeping looks at the same tables and keeps VACUUM from finishing."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for _ in range(ATTEMPTS):
            connection.execute(sa.text("VACUUM ANALYZE"))
            if not connection.scalar(_UNSEEN):
                return
            time.sleep(0.5)
    raise TimeoutError("somebody keeps an old transaction open")


def _people() -> tuple[Company, Mapping[str, int]]:
    """The rows that a person would make, and the first id of each kind."""
    account = factories.account()
    supervisor = factories.user(account, Role.SUPERVISOR)
    agents = [factories.user(account) for _ in range(AGENTS)]
    numbers = [factories.phone_number(account) for _ in range(NUMBERS)]
    tags = [Tag(account_id=account.id, name=f"Etiqueta {n}", hue=1 + n % 8) for n in range(TAGS)]
    db.session.add_all(tags)
    db.session.commit()
    first = {"agent": agents, "number": numbers, "tag": tags, "account": [account]}
    return Company(account, supervisor, agents[0]), {name: rows[0].id for name, rows in first.items()}


def _fill(values: Mapping[str, int]) -> None:
    for sql in _ALONE:
        db.session.execute(sa.text(sql))
    for sql in (_CONTACTS, _IDENTITIES, _MESSAGES, _EVENTS, _CONVERSATIONS, _TAGGED):
        db.session.execute(sa.text(sql), values)
    for table in ("contacts", "conversations"):
        db.session.execute(sa.text(_IDS_GO_ON.format(table)))
    db.session.commit()
