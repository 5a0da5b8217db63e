"""How our commands fail: in one sentence, not in a traceback."""

import click
from flask.cli import AppGroup

from chatapp.refusals import Refusal
from chatapp.secret_keys import UnreadableSecret


class CommandGroup(AppGroup):
    """A group whose commands run in an app context, and whose refusals are words for the operator."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            details = "".join(f"\n  {name}: {words}" for name, words in refusal.fields.items())
            raise click.ClickException(f"{refusal.message}{details}") from None
        except UnreadableSecret as error:
            raise click.ClickException(str(error)) from None
