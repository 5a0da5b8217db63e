"""What is sent to many gives way to what is written to one."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_QUEUED = sa.text("status = 10")


def upgrade():
    op.add_column("messages", sa.Column("bulk", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.drop_index("messages_ready", "messages")
    op.create_index("messages_ready", "messages", ["number_id", "bulk", "id"], postgresql_where=_QUEUED)


def downgrade():
    op.drop_index("messages_ready", "messages")
    op.create_index("messages_ready", "messages", ["number_id", "id"], postgresql_where=_QUEUED)
    op.drop_column("messages", "bulk")
