"""Alembic's entry: migrates the running app's database."""

from alembic import context
from flask import current_app
from sqlalchemy import text, types

MIGRATION_LOCK = 7261

database = current_app.extensions["migrate"].db


def as_plain_sql(kind: str, item: object, autogen: object) -> str | bool:
    """A migration must outlive the code that it was made from, so our column types are written as SQL's own."""
    if kind == "type" and isinstance(item, types.TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def migrate_online() -> None:
    with database.engine.connect() as connection:
        # Two releases at once wait for each other instead of half-migrating twice.
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": MIGRATION_LOCK})
        connection.commit()
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            render_item=as_plain_sql,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": MIGRATION_LOCK})
        connection.commit()


if context.is_offline_mode():
    context.configure(
        url=database.engine.url, target_metadata=database.metadata, render_item=as_plain_sql, literal_binds=True
    )
    with context.begin_transaction():
        context.run_migrations()
else:
    migrate_online()
