"""Teams, and which one answers for a conversation."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_COUNTED = ["account_id", "status", "assignee_id"]
_OF_TEAMS = ["team_id", "status", sa.literal_column("last_message_at DESC"), sa.literal_column("id DESC")]


def upgrade():
    op.create_table(
        "teams",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("teams_account_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("teams_pkey")),
        sa.UniqueConstraint("account_id", "name", name=op.f("teams_account_id_name_key")),
    )
    op.create_table(
        "team_members",
        sa.Column("team_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("team_members_team_id_fkey"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("team_members_user_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("team_id", "user_id", name=op.f("team_members_pkey")),
    )
    op.create_index(op.f("team_members_user_id"), "team_members", ["user_id"])
    op.add_column(
        "accounts", sa.Column("agents_see_their_teams", sa.Boolean(), server_default=sa.true(), nullable=False)
    )
    op.add_column("conversations", sa.Column("team_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("conversations_team_id_fkey"), "conversations", "teams", ["team_id"], ["id"], ondelete="SET NULL"
    )
    of_a_team = sa.text("team_id IS NOT NULL")
    op.create_index("conversations_of_teams", "conversations", _OF_TEAMS, postgresql_where=of_a_team)
    op.drop_index("conversations_counted", "conversations")
    op.create_index(
        "conversations_counted", "conversations", _COUNTED, postgresql_include=["unread_count", "team_id"]
    )


def downgrade():
    op.drop_index("conversations_counted", "conversations")
    op.create_index("conversations_counted", "conversations", _COUNTED, postgresql_include=["unread_count"])
    op.drop_index("conversations_of_teams", "conversations")
    op.drop_constraint(op.f("conversations_team_id_fkey"), "conversations", type_="foreignkey")
    op.drop_column("conversations", "team_id")
    op.drop_column("accounts", "agents_see_their_teams")
    op.drop_table("team_members")
    op.drop_table("teams")
