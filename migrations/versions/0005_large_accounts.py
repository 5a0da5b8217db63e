"""An account of a hundred thousand conversations: its counters read an index, and nobody's have a list of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_LISTED = ["account_id", "status", sa.literal_column("last_message_at DESC"), sa.literal_column("id DESC")]
_UNASSIGNED = sa.text("assignee_id IS NULL")
_UNREAD = sa.text("unread_count > 0")


def upgrade():
    op.create_index("conversations_unassigned", "conversations", _LISTED, postgresql_where=_UNASSIGNED)
    op.create_index(
        "conversations_counted",
        "conversations",
        ["account_id", "status", "assignee_id"],
        postgresql_include=["unread_count"],
    )
    op.drop_index("conversations_unread", "conversations")


def downgrade():
    op.create_index(
        "conversations_unread", "conversations", ["account_id", "assignee_id", "status"], postgresql_where=_UNREAD
    )
    op.drop_index("conversations_counted", "conversations")
    op.drop_index("conversations_unassigned", "conversations")
