"""What people set for themselves, and where they are signed in."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("users", sa.Column("signature", sa.String(), server_default="", nullable=False))
    op.add_column("users", sa.Column("single_keys", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.create_table(
        "sign_ins",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("agent", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("sign_ins_user_id_fkey"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("sign_ins_pkey")),
    )
    op.create_index(op.f("sign_ins_user_id"), "sign_ins", ["user_id"])
    op.create_index(op.f("sign_ins_seen_at"), "sign_ins", ["seen_at"])


def downgrade():
    op.drop_table("sign_ins")
    op.drop_column("users", "single_keys")
    op.drop_column("users", "signature")
