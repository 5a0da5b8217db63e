"""Our own reactions go out through the outbox; the list shows the latest reaction of a conversation."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("conversations", sa.Column("last_reaction_id", sa.BigInteger(), nullable=True))
    op.add_column("reactions", sa.Column("sending_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        "reactions_sending_id_fkey", "reactions", "messages", ["sending_id"], ["id"], ondelete="SET NULL"
    )
    op.create_index(
        "reactions_sending", "reactions", ["sending_id"], postgresql_where=sa.text("sending_id IS NOT NULL")
    )


def downgrade():
    op.drop_index("reactions_sending", "reactions", postgresql_where=sa.text("sending_id IS NOT NULL"))
    op.drop_constraint("reactions_sending_id_fkey", "reactions", type_="foreignkey")
    op.drop_column("reactions", "sending_id")
    op.drop_column("conversations", "last_reaction_id")
