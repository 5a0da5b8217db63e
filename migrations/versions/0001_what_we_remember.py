"""What we remember: the first shape of every table."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES_WITH_CHANGED_AT = ("conversations", "messages")


def upgrade():
    op.create_table(
        "accounts",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("agents_see_unassigned", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("accounts_pkey")),
    )
    op.create_table(
        "webhook_events",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column(
            "received_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("signed_for", postgresql.ARRAY(sa.BigInteger()), nullable=True),
        sa.Column("processed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("faults", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("webhook_events_pkey")),
    )
    with op.batch_alter_table("webhook_events", schema=None) as batch_op:
        batch_op.create_index("webhook_events_received", ["received_at"], unique=False)
        batch_op.create_index(
            "webhook_events_todo", ["id"], unique=False, postgresql_where=sa.text("processed_at IS NULL")
        )

    op.create_table(
        "contacts",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("given_name", sa.String(), nullable=True),
        sa.Column("profile_name", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("contacts_account_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("contacts_pkey")),
    )
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("contacts_account_id"), ["account_id"], unique=False)

    op.create_table(
        "message_templates",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("waba_id", sa.String(), nullable=False),
        sa.Column("meta_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("quality", sa.String(), nullable=False),
        sa.Column("parameter_format", sa.String(), nullable=False),
        sa.Column("components", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("rejected_reason", sa.String(), nullable=True),
        sa.Column("synced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("message_templates_account_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("message_templates_pkey")),
        sa.UniqueConstraint(
            "account_id",
            "waba_id",
            "name",
            "language",
            name=op.f("message_templates_account_id_waba_id_name_language_key"),
        ),
    )
    op.create_table(
        "phone_numbers",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("phone_number_id", sa.String(), nullable=False),
        sa.Column("waba_id", sa.String(), nullable=False),
        sa.Column("display_number", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("access_token", sa.Text(), nullable=False),
        sa.Column("app_secret", sa.Text(), nullable=True),
        sa.Column("verify_token", sa.Text(), nullable=True),
        sa.Column("quality_rating", sa.String(), nullable=False),
        sa.Column("throughput", sa.Integer(), nullable=False),
        sa.Column(
            "read_receipts",
            sa.Enum("ON_OPEN", "ON_REPLY", "NEVER", name="readreceipts", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column(
            "unconfirmed_policy",
            sa.Enum("ASK", "RETRY", name="unconfirmedpolicy", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("alarm_code", sa.Integer(), nullable=True),
        sa.Column("alarm_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_inbound_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("phone_numbers_account_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("phone_numbers_pkey")),
        sa.UniqueConstraint("phone_number_id", name=op.f("phone_numbers_phone_number_id_key")),
    )
    with op.batch_alter_table("phone_numbers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("phone_numbers_account_id"), ["account_id"], unique=False)

    op.create_table(
        "tags",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("hue", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("tags_account_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("tags_pkey")),
        sa.UniqueConstraint("account_id", "name", name=op.f("tags_account_id_name_key")),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "role", sa.Enum("ADMIN", "SUPERVISOR", "AGENT", name="role", native_enum=False, length=24), nullable=False
        ),
        sa.Column("avatar_key", sa.String(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column(
            "theme", sa.Enum("system", "light", "dark", name="theme", native_enum=False, length=24), nullable=False
        ),
        sa.Column("session_epoch", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("users_account_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("users_pkey")),
        sa.UniqueConstraint("email", name=op.f("users_email_key")),
    )
    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("users_account_id"), ["account_id"], unique=False)

    op.create_table(
        "contact_identities",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("contact_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("WA_ID", "BSUID", "PARENT_BSUID", "USERNAME", name="identitykind", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("contact_identities_account_id_fkey")),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("contact_identities_contact_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("contact_identities_pkey")),
        sa.UniqueConstraint("account_id", "kind", "key", name=op.f("contact_identities_account_id_kind_key_key")),
    )
    with op.batch_alter_table("contact_identities", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("contact_identities_contact_id"), ["contact_id"], unique=False)

    op.create_table(
        "conversations",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("number_id", sa.BigInteger(), nullable=False),
        sa.Column("contact_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("OPEN", "PENDING", "RESOLVED", "CLOSED", name="conversationstatus", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("assignee_id", sa.BigInteger(), nullable=True),
        sa.Column("last_message_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_message_id", sa.BigInteger(), nullable=True),
        sa.Column("last_message_preview", sa.String(), nullable=False),
        sa.Column("unread_count", sa.Integer(), nullable=False),
        sa.Column("window_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_inbound_wamid", sa.String(), nullable=True),
        sa.Column("last_inbound_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column(
            "changed_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("conversations_account_id_fkey")),
        sa.ForeignKeyConstraint(["assignee_id"], ["users.id"], name=op.f("conversations_assignee_id_fkey")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("conversations_contact_id_fkey")),
        sa.ForeignKeyConstraint(["number_id"], ["phone_numbers.id"], name=op.f("conversations_number_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("conversations_pkey")),
        sa.UniqueConstraint("number_id", "contact_id", name=op.f("conversations_number_id_contact_id_key")),
    )
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.create_index("conversations_changed", ["account_id", "changed_at"], unique=False)
        batch_op.create_index(batch_op.f("conversations_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(
            "conversations_list",
            ["account_id", "status", sa.literal_column("last_message_at DESC"), sa.literal_column("id DESC")],
            unique=False,
        )
        batch_op.create_index(
            "conversations_mine",
            ["assignee_id", "status", sa.literal_column("last_message_at DESC"), sa.literal_column("id DESC")],
            unique=False,
        )
        batch_op.create_index(
            "conversations_unread",
            ["account_id", "assignee_id", "status"],
            unique=False,
            postgresql_where=sa.text("unread_count > 0"),
        )

    op.create_table(
        "reactions",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("number_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("target_wamid", sa.String(), nullable=False),
        sa.Column("reactor", sa.String(), nullable=False),
        sa.Column("emoji", sa.String(), nullable=True),
        sa.Column("reacted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("reactions_account_id_fkey")),
        sa.ForeignKeyConstraint(["number_id"], ["phone_numbers.id"], name=op.f("reactions_number_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("reactions_pkey")),
        sa.UniqueConstraint(
            "number_id", "target_wamid", "reactor", name=op.f("reactions_number_id_target_wamid_reactor_key")
        ),
    )
    with op.batch_alter_table("reactions", schema=None) as batch_op:
        batch_op.create_index("reactions_of", ["message_id"], unique=False)

    op.create_table(
        "refresh_tokens",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("family", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("refresh_tokens_user_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("refresh_tokens_pkey")),
        sa.UniqueConstraint("token_hash", name=op.f("refresh_tokens_token_hash_key")),
    )
    with op.batch_alter_table("refresh_tokens", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("refresh_tokens_family"), ["family"], unique=False)
        batch_op.create_index(batch_op.f("refresh_tokens_user_id"), ["user_id"], unique=False)

    op.create_table(
        "conversation_participants",
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("last_read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_read_message_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("conversation_participants_account_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("conversation_participants_conversation_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("conversation_participants_user_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("conversation_id", "user_id", name=op.f("conversation_participants_pkey")),
    )
    with op.batch_alter_table("conversation_participants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("conversation_participants_user_id"), ["user_id"], unique=False)

    op.create_table(
        "conversation_tags",
        sa.Column("tag_id", sa.BigInteger(), nullable=False),
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("conversation_tags_conversation_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tag_id"], ["tags.id"], name=op.f("conversation_tags_tag_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("tag_id", "conversation_id", name=op.f("conversation_tags_pkey")),
    )
    with op.batch_alter_table("conversation_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("conversation_tags_conversation_id"), ["conversation_id"], unique=False)

    op.create_table(
        "messages",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("number_id", sa.BigInteger(), nullable=False),
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("direction", sa.Enum("in", "out", name="direction", native_enum=False), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("wamid", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("quoted_wamid", sa.String(), nullable=True),
        sa.Column("quoted_id", sa.BigInteger(), nullable=True),
        sa.Column("author_id", sa.BigInteger(), nullable=True),
        sa.Column("error_code", sa.Integer(), nullable=True),
        sa.Column("error_detail", sa.String(), nullable=True),
        sa.Column("pricing", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column(
            "changed_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("messages_account_id_fkey")),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("messages_author_id_fkey")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("messages_conversation_id_fkey"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["number_id"], ["phone_numbers.id"], name=op.f("messages_number_id_fkey")),
        sa.ForeignKeyConstraint(
            ["quoted_id"], ["messages.id"], name=op.f("messages_quoted_id_fkey"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("messages_pkey")),
        sa.UniqueConstraint("account_id", "client_id", name=op.f("messages_account_id_client_id_key")),
        sa.UniqueConstraint("number_id", "wamid", name=op.f("messages_number_id_wamid_key")),
    )
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.create_index("messages_changed", ["account_id", "changed_at"], unique=False)
        batch_op.create_index(
            "messages_ready", ["number_id", "id"], unique=False, postgresql_where=sa.text("status = 10")
        )
        batch_op.create_index(
            "messages_thread",
            ["conversation_id", sa.literal_column("sent_at DESC"), sa.literal_column("id DESC")],
            unique=False,
        )
        batch_op.create_index(
            "messages_waiting",
            ["conversation_id", "id"],
            unique=False,
            postgresql_where=sa.text("status IN (10, 20, 30)"),
        )

    op.create_table(
        "failed_attempts",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Integer(), nullable=False),
        sa.Column("detail", sa.String(), nullable=True),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("failed_attempts_account_id_fkey")),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("failed_attempts_message_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("failed_attempts_pkey")),
    )
    with op.batch_alter_table("failed_attempts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("failed_attempts_message_id"), ["message_id"], unique=False)

    op.create_table(
        "media",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("number_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("meta_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("mime_type", sa.String(), nullable=True),
        sa.Column("file_name", sa.String(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("storage_key", sa.String(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("PENDING", "READY", "FAILED", name="mediastate", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("media_account_id_fkey")),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("media_message_id_fkey"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["number_id"], ["phone_numbers.id"], name=op.f("media_number_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("media_pkey")),
    )
    with op.batch_alter_table("media", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("media_message_id"), ["message_id"], unique=False)
        batch_op.create_index(batch_op.f("media_meta_id"), ["meta_id"], unique=False)

    op.create_table(
        "message_events",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("number_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("wamid", sa.String(), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("error", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("pricing", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("message_events_account_id_fkey")),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("message_events_message_id_fkey"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["number_id"], ["phone_numbers.id"], name=op.f("message_events_number_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("message_events_pkey")),
        sa.UniqueConstraint("number_id", "wamid", "status", name=op.f("message_events_number_id_wamid_status_key")),
    )
    with op.batch_alter_table("message_events", schema=None) as batch_op:
        batch_op.create_index("message_events_of", ["message_id", "occurred_at"], unique=False)
        batch_op.create_index(
            "message_events_orphans", ["id"], unique=False, postgresql_where=sa.text("message_id IS NULL")
        )
    op.execute("ALTER TABLE webhook_events ALTER COLUMN body SET STORAGE EXTERNAL")
    op.execute(
        """
        CREATE FUNCTION set_changed_at() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            NEW.changed_at = clock_timestamp();
            RETURN NEW;
        END $$
        """
    )
    for table in TABLES_WITH_CHANGED_AT:
        op.execute(
            f"CREATE TRIGGER {table}_changed BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION set_changed_at()"
        )


def downgrade():
    with op.batch_alter_table("message_events", schema=None) as batch_op:
        batch_op.drop_index("message_events_orphans", postgresql_where=sa.text("message_id IS NULL"))
        batch_op.drop_index("message_events_of")

    op.drop_table("message_events")
    with op.batch_alter_table("media", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("media_meta_id"))
        batch_op.drop_index(batch_op.f("media_message_id"))

    op.drop_table("media")
    with op.batch_alter_table("failed_attempts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("failed_attempts_message_id"))

    op.drop_table("failed_attempts")
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.drop_index("messages_waiting", postgresql_where=sa.text("status IN (10, 20, 30)"))
        batch_op.drop_index("messages_thread")
        batch_op.drop_index("messages_ready", postgresql_where=sa.text("status = 10"))
        batch_op.drop_index("messages_changed")

    op.drop_table("messages")
    with op.batch_alter_table("conversation_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("conversation_tags_conversation_id"))

    op.drop_table("conversation_tags")
    with op.batch_alter_table("conversation_participants", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("conversation_participants_user_id"))

    op.drop_table("conversation_participants")
    with op.batch_alter_table("refresh_tokens", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("refresh_tokens_user_id"))
        batch_op.drop_index(batch_op.f("refresh_tokens_family"))

    op.drop_table("refresh_tokens")
    with op.batch_alter_table("reactions", schema=None) as batch_op:
        batch_op.drop_index("reactions_of")

    op.drop_table("reactions")
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.drop_index("conversations_unread", postgresql_where=sa.text("unread_count > 0"))
        batch_op.drop_index("conversations_mine")
        batch_op.drop_index("conversations_list")
        batch_op.drop_index(batch_op.f("conversations_contact_id"))
        batch_op.drop_index("conversations_changed")

    op.drop_table("conversations")
    with op.batch_alter_table("contact_identities", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("contact_identities_contact_id"))

    op.drop_table("contact_identities")
    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("users_account_id"))

    op.drop_table("users")
    op.drop_table("tags")
    with op.batch_alter_table("phone_numbers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("phone_numbers_account_id"))

    op.drop_table("phone_numbers")
    op.drop_table("message_templates")
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("contacts_account_id"))

    op.drop_table("contacts")
    with op.batch_alter_table("webhook_events", schema=None) as batch_op:
        batch_op.drop_index("webhook_events_todo", postgresql_where=sa.text("processed_at IS NULL"))
        batch_op.drop_index("webhook_events_received")

    op.drop_table("webhook_events")
    op.drop_table("accounts")
    op.execute("DROP FUNCTION set_changed_at")
