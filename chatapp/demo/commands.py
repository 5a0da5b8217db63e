"""`flask seed`."""

import json

import click
from flask.cli import with_appcontext

from chatapp.demo import seeding


@click.command("seed")
@with_appcontext
def seed() -> None:
    """Fill an empty database with the demonstration; prints its logins as one line of JSON."""
    seeding.seed()
    click.echo(json.dumps({"logins": seeding.logins()}))
