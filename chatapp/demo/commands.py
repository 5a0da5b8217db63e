"""`flask seed`."""

import json

import click
from flask import Flask

from chatapp.demo import seeding


@click.command("seed")
def seed() -> None:
    """Fill an empty database with the demonstration; prints its logins as one line of JSON."""
    seeding.seed()
    click.echo(json.dumps({"logins": seeding.logins()}))


def init_app(app: Flask) -> None:
    app.cli.add_command(seed)
