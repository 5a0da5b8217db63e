"""Two contacts that turned out to be one person: their conversations become one per number, and nothing is lost."""

from datetime import datetime

import sqlalchemy as sa

from chatapp import contacts
from chatapp.conversations import broadcasts, queries
from chatapp.extensions import db

#: {id: the streams on which its row was seen} of conversations that changed, or are no more.
Former = dict[int, set[str]]


def merge(kept_id: int, absorbed_id: int) -> Former:
    """Give everything of the absorbed contact to the kept one; returns who saw the conversations of both until now,
    since that may take some out of their sight: what one of them was assigned to, the other is now."""
    ids = {"kept": kept_id, "absorbed": absorbed_id, "keeper": f"contact:{kept_id}", "former": f"contact:{absorbed_id}"}
    owned = queries.ownership(db.session.scalars(_OF_EITHER, ids).all())
    for pair in db.session.execute(_PAIRS, ids).all():
        _join(pair.kept, pair.absorbed)
    for statement in _REACTIONS:
        db.session.execute(statement, ids)
    db.session.execute(_MOVE, ids)
    contacts.absorb(kept_id, absorbed_id)
    return {conversation.id: broadcasts.list_streams(conversation) for conversation in owned}


def began_after(contact_id: int, moment: datetime) -> bool:
    """Whether nothing was said with this contact before `moment`."""
    return not db.session.scalar(_SAID_BEFORE, {"contact": contact_id, "moment": moment})


def _join(kept_id: int, absorbed_id: int) -> None:
    """Counters are added up or the later of both; the conversation stays as awake as the one that was more so."""
    for statement in _JOIN:
        db.session.execute(statement, {"kept": kept_id, "absorbed": absorbed_id})


_PAIRS = sa.text("""
    SELECT kept.id AS kept, absorbed.id AS absorbed
    FROM conversations kept JOIN conversations absorbed USING (number_id)
    WHERE kept.contact_id = :kept AND absorbed.contact_id = :absorbed
""")

_JOIN = (
    sa.text("SELECT id FROM conversations WHERE id IN (:kept, :absorbed) ORDER BY id FOR UPDATE"),
    sa.text("UPDATE messages SET conversation_id = :kept WHERE conversation_id = :absorbed"),
    sa.text("""
        INSERT INTO conversation_participants
            (conversation_id, user_id, account_id, last_read_at, last_read_message_id)
        SELECT :kept, user_id, account_id, last_read_at, last_read_message_id
        FROM conversation_participants WHERE conversation_id = :absorbed
        ON CONFLICT (conversation_id, user_id) DO UPDATE SET
            last_read_at = greatest(conversation_participants.last_read_at, excluded.last_read_at),
            last_read_message_id =
                greatest(conversation_participants.last_read_message_id, excluded.last_read_message_id)
    """),
    sa.text("""
        INSERT INTO conversation_tags (tag_id, conversation_id)
        SELECT tag_id, :kept FROM conversation_tags WHERE conversation_id = :absorbed
        ON CONFLICT DO NOTHING
    """),
    sa.text("""
        UPDATE conversations AS k SET
            unread_count = k.unread_count + a.unread_count,
            status = CASE WHEN 'OPEN' IN (k.status, a.status) THEN 'OPEN'
                          WHEN 'PENDING' IN (k.status, a.status) THEN 'PENDING' ELSE k.status END,
            snoozed_until = CASE WHEN k.snoozed_until IS NOT NULL AND a.snoozed_until IS NOT NULL
                                 THEN least(k.snoozed_until, a.snoozed_until) END,
            assignee_id = coalesce(k.assignee_id, a.assignee_id),
            team_id = coalesce(k.team_id, a.team_id),
            window_expires_at = greatest(k.window_expires_at, a.window_expires_at),
            last_message_at = greatest(k.last_message_at, a.last_message_at),
            last_message_id = CASE WHEN a.is_last THEN a.last_message_id ELSE k.last_message_id END,
            last_message_preview = CASE WHEN a.is_last THEN a.last_message_preview ELSE k.last_message_preview END,
            last_reaction_id = (
                SELECT r.id FROM reactions r WHERE r.id IN (k.last_reaction_id, a.last_reaction_id)
                ORDER BY r.reacted_at DESC, r.id DESC LIMIT 1
            ),
            last_inbound_at = greatest(k.last_inbound_at, a.last_inbound_at),
            last_inbound_wamid =
                CASE WHEN a.is_last_inbound THEN a.last_inbound_wamid ELSE k.last_inbound_wamid END
        FROM (
            SELECT a.*,
                a.last_message_id IS NOT NULL AND (k.last_message_id IS NULL
                    OR (a.last_message_at, a.last_message_id) > (k.last_message_at, k.last_message_id)) AS is_last,
                a.last_inbound_at IS NOT NULL AND (k.last_inbound_at IS NULL
                    OR (a.last_inbound_at, a.last_inbound_wamid) > (k.last_inbound_at, k.last_inbound_wamid)
                ) AS is_last_inbound
            FROM conversations a, conversations k WHERE a.id = :absorbed AND k.id = :kept
        ) AS a
        WHERE k.id = :kept
    """),
    sa.text("DELETE FROM conversations WHERE id = :absorbed"),
)

# Of two reactions to one message, which only one person can have made, the older one goes.
_REACTIONS = (
    sa.text("""
        DELETE FROM reactions AS older USING reactions AS newer
        WHERE older.number_id = newer.number_id AND older.target_wamid = newer.target_wamid
          AND older.reactor IN (:keeper, :former) AND newer.reactor IN (:keeper, :former)
          AND (older.reacted_at, older.id) < (newer.reacted_at, newer.id)
    """),
    sa.text("UPDATE reactions SET reactor = :keeper WHERE reactor = :former"),
)

_MOVE = sa.text("UPDATE conversations SET contact_id = :kept WHERE contact_id = :absorbed")

_OF_EITHER = sa.text("SELECT id FROM conversations WHERE contact_id IN (:kept, :absorbed)")

_SAID_BEFORE = sa.text("""
    SELECT EXISTS (
        SELECT FROM messages m JOIN conversations c ON c.id = m.conversation_id
        WHERE c.contact_id = :contact AND m.sent_at < :moment
    )
""")
