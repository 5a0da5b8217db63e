"""`flask ...`: the commands of every feature, each written in the feature's `commands.py`."""

import click
from flask import Flask

from chatapp import secret_rotation
from chatapp.accounts import commands as accounts
from chatapp.demo import commands as demo
from chatapp.inbound import commands as inbound

COMMANDS: tuple[click.Command, ...] = (
    accounts.accounts_group,
    accounts.users_group,
    accounts.numbers_group,
    secret_rotation.secrets_group,
    demo.seed,
    inbound.replay,
    inbound.webhooks,
)


def init_app(app: Flask) -> None:
    for command in COMMANDS:
        app.cli.add_command(command)
