"""What each webhook speaks of, so that an account can look at its own; and when its numbers were heard."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_FAILED = sa.text("error IS NOT NULL OR faults IS NOT NULL")


def upgrade():
    op.add_column("webhook_events", sa.Column("subjects", ARRAY(sa.String()), nullable=True))
    op.create_index("webhook_events_failed", "webhook_events", ["id"], postgresql_where=_FAILED)
    op.create_table(
        "webhook_subjects",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("subject", "event_id", name=op.f("webhook_subjects_pkey")),
    )
    op.create_table(
        "heard_slots",
        sa.Column("number_id", sa.BigInteger(), nullable=False),
        sa.Column("slot", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["number_id"], ["phone_numbers.id"], name=op.f("heard_slots_number_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number_id", "slot", name=op.f("heard_slots_pkey")),
    )


def downgrade():
    op.drop_table("heard_slots")
    op.drop_table("webhook_subjects")
    op.drop_index("webhook_events_failed", "webhook_events", postgresql_where=_FAILED)
    op.drop_column("webhook_events", "subjects")
