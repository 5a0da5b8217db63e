"""Every kind of message: files and their renditions, revisions, quick replies, templates."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "quick_replies",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("uses", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("quick_replies_account_id_fkey")),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name=op.f("quick_replies_owner_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("quick_replies_pkey")),
    )
    with op.batch_alter_table("quick_replies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("quick_replies_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("quick_replies_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "template_favourites",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("template_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["message_templates.id"],
            name=op.f("template_favourites_template_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("template_favourites_user_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "template_id", name=op.f("template_favourites_pkey")),
    )
    with op.batch_alter_table("template_favourites", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("template_favourites_template_id"), ["template_id"], unique=False)

    op.create_table(
        "message_revisions",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("number_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("wamid", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("revised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("message_revisions_account_id_fkey")),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("message_revisions_message_id_fkey"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["number_id"], ["phone_numbers.id"], name=op.f("message_revisions_number_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("message_revisions_pkey")),
        sa.UniqueConstraint("number_id", "wamid", name=op.f("message_revisions_number_id_wamid_key")),
    )
    with op.batch_alter_table("message_revisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("message_revisions_message_id"), ["message_id"], unique=False)

    op.create_table(
        "media_uploads",
        sa.Column("media_id", sa.BigInteger(), nullable=False),
        sa.Column("number_id", sa.BigInteger(), nullable=False),
        sa.Column("meta_id", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["media_id"], ["media.id"], name=op.f("media_uploads_media_id_fkey"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["number_id"], ["phone_numbers.id"], name=op.f("media_uploads_number_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("media_id", "number_id", name=op.f("media_uploads_pkey")),
    )
    with op.batch_alter_table("media", schema=None) as batch_op:
        batch_op.add_column(sa.Column("position", sa.SmallInteger(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("uploader_id", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("meta_url", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("meta_sha256", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("width", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("height", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("duration", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("waveform", postgresql.JSONB(astext_type=sa.Text()), nullable=True))
        batch_op.add_column(sa.Column("pages", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "renditions", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False
            )
        )
        batch_op.add_column(sa.Column("progress", sa.SmallInteger(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("attempts", sa.SmallInteger(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.alter_column("number_id", existing_type=sa.BIGINT(), nullable=True)
        batch_op.drop_index(batch_op.f("media_message_id"))
        batch_op.create_index(batch_op.f("media_account_id"), ["account_id"], unique=False)
        batch_op.create_unique_constraint(batch_op.f("media_message_id_position_key"), ["message_id", "position"])
        batch_op.create_index(
            "media_unfinished",
            ["next_attempt_at"],
            unique=False,
            postgresql_where=sa.text("state IN ('PENDING', 'PULLING', 'RECEIVED', 'CONVERTING')"),
        )
        batch_op.create_foreign_key(batch_op.f("media_uploader_id_fkey"), "users", ["uploader_id"], ["id"])

    with op.batch_alter_table("message_templates", schema=None) as batch_op:
        batch_op.add_column(sa.Column("category_change", postgresql.JSONB(astext_type=sa.Text()), nullable=True))
        batch_op.add_column(sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))


def downgrade():
    with op.batch_alter_table("message_templates", schema=None) as batch_op:
        batch_op.drop_column("deleted_at")
        batch_op.drop_column("category_change")

    with op.batch_alter_table("media", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("media_uploader_id_fkey"), type_="foreignkey")
        batch_op.drop_index(
            "media_unfinished", postgresql_where=sa.text("state IN ('PENDING', 'PULLING', 'RECEIVED', 'CONVERTING')")
        )
        batch_op.drop_constraint(batch_op.f("media_message_id_position_key"), type_="unique")
        batch_op.drop_index(batch_op.f("media_account_id"))
        batch_op.create_index(batch_op.f("media_message_id"), ["message_id"], unique=False)
        batch_op.alter_column("number_id", existing_type=sa.BIGINT(), nullable=False)
        batch_op.drop_column("next_attempt_at")
        batch_op.drop_column("attempts")
        batch_op.drop_column("progress")
        batch_op.drop_column("renditions")
        batch_op.drop_column("pages")
        batch_op.drop_column("waveform")
        batch_op.drop_column("duration")
        batch_op.drop_column("height")
        batch_op.drop_column("width")
        batch_op.drop_column("meta_sha256")
        batch_op.drop_column("meta_url")
        batch_op.drop_column("uploader_id")
        batch_op.drop_column("position")

    op.drop_table("media_uploads")
    with op.batch_alter_table("message_revisions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("message_revisions_message_id"))

    op.drop_table("message_revisions")
    with op.batch_alter_table("template_favourites", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("template_favourites_template_id"))

    op.drop_table("template_favourites")
    with op.batch_alter_table("quick_replies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("quick_replies_owner_id"))
        batch_op.drop_index(batch_op.f("quick_replies_account_id"))

    op.drop_table("quick_replies")
