"""Everything encrypted at rest, under the first of SECRETS_KEYS; after this the older keys may go."""

from collections.abc import Iterator

import click
import sqlalchemy as sa

from chatapp.cli_group import CommandGroup
from chatapp.extensions import db
from chatapp.models.columns import Encrypted
from chatapp.secret_keys import keyring

BATCH = 200

secrets_group = CommandGroup("secrets", help="What is encrypted at rest.")


@secrets_group.command("rotate")
def rotate_command() -> None:
    """Encrypt every stored secret anew under the first key of SECRETS_KEYS."""
    for column in encrypted_columns():
        click.echo(f"{column.table.name}.{column.name}: {rotate(column)} encrypted anew")


def encrypted_columns() -> Iterator[sa.Column]:
    """Every column that holds secrets, also those that are added to the models later."""
    for table in db.metadata.sorted_tables:
        yield from (column for column in table.columns if isinstance(column.type, Encrypted))


def rotate(column: sa.Column, batch: int = BATCH) -> int:
    """How many values were under an older key. Commits batch by batch, so it may be stopped and run again."""
    done = 0
    while count := _rotate_batch(column, batch):
        db.session.commit()
        done += count
    return done


def _rotate_batch(column: sa.Column, batch: int) -> int:
    """Reading decrypts and writing encrypts; the rows are locked so that no newer secret is overwritten."""
    key = column.table.c.id
    key_id = sa.func.split_part(sa.type_coerce(column, sa.Text), ":", 1)
    old = sa.select(key, column).where(column.is_not(None), key_id != keyring().current).limit(batch)
    rows = db.session.execute(old.with_for_update()).all()
    for row_id, secret in rows:
        db.session.execute(sa.update(column.table).where(key == row_id).values({column: secret}))
    return len(rows)
