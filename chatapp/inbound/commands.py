"""`flask replay`, `flask webhooks`."""

from datetime import UTC, datetime
from operator import itemgetter

import click
from flask.cli import with_appcontext

from chatapp.extensions import db
from chatapp.inbound import metrics, replaying
from chatapp.inbound.processing import drain

MOMENT = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])


@click.command("replay")
@click.argument("ids", type=int, nargs=-1)
@click.option("--since", type=MOMENT, help="Received at or after this moment (UTC).")
@click.option("--until", type=MOMENT, help="Received before this moment (UTC).")
@click.option("--failed", is_flag=True, help="Only those that were not applied in full.")
@with_appcontext
def replay(ids: tuple[int, ...], since: datetime | None, until: datetime | None, failed: bool) -> None:
    """Process stored webhooks once more: by their ids, or those of a time, or those that failed. Nothing is done
    twice: messages, statuses and counters that are there already stay as they are."""
    if bool(ids) == bool(since or until or failed):
        raise click.UsageError("Give either ids, or a time with --since and --until, or --failed.")
    found = ids or replaying.received(_utc(since), _utc(until), only_failed=failed)
    count = replaying.replay(found)
    db.session.commit()
    drain()
    click.echo(f"{count} webhooks were given to processing again.")


@click.command("webhooks")
@with_appcontext
def webhooks() -> None:
    """How many webhooks were stored, and how many were refused and why, in all processes together."""
    counts = metrics.WEBHOOKS.read()
    for (answer,), count in sorted(counts.items(), key=itemgetter(1), reverse=True):
        click.echo(f"{answer:<12} {count:>12}")
    if not counts:
        click.echo("No webhook has come yet.")


def _utc(moment: datetime | None) -> datetime | None:
    return moment and moment.replace(tzinfo=UTC)
