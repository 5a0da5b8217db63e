"""`flask accounts`, `flask users`, `flask numbers`: what an operator does before there is anybody to sign in."""

import os
from enum import StrEnum
from zoneinfo import available_timezones

import click
from flask import current_app

from chatapp import accounts
from chatapp.accounts import queries
from chatapp.cli_group import CommandGroup
from chatapp.extensions import db
from chatapp.locales import LOCALES
from chatapp.models import Account, ReadReceipts, Role, UnconfirmedPolicy

accounts_group = CommandGroup("accounts", help="Companies that share this installation.")
users_group = CommandGroup("users", help="The people of an account.")
numbers_group = CommandGroup("numbers", help="WhatsApp numbers and their credentials.")


def _one_of(words: type[StrEnum]) -> click.Choice:
    return click.Choice([word.value for word in words], case_sensitive=False)


for_account = click.option(
    "--account", "account_id", type=int, help="Its id; may be left out while there is only one account."
)


@accounts_group.command("create")
@click.argument("name")
@click.option(
    "--timezone", type=click.Choice(sorted(available_timezones())), metavar="ZONE", default="America/Sao_Paulo"
)
@click.option("--locale", type=click.Choice(tuple(LOCALES)), default="pt_BR")
def create_account(name: str, timezone: str, locale: str) -> None:
    """Make an account; invite its first administrator next."""
    account = accounts.create_account(name, timezone=timezone, locale=locale)
    db.session.commit()
    click.echo(f"Account {account.id}: {account.name}")


@accounts_group.command("set")
@click.argument("account_id", type=int)
@click.option("--agents-see-unassigned", type=click.Choice(["yes", "no"]), help="What is of no person and no team.")
@click.option("--agents-see-their-teams", type=click.Choice(["yes", "no"]), help="What nobody in them has taken yet.")
def set_account(account_id: int, **chosen: str | None) -> None:
    """Change how an account's inbox behaves; prints how it does then."""
    account = queries.account(account_id)
    if account is None:
        raise click.ClickException(f"There is no account {account_id}.")
    accounts.set_account_policies(account, **{name: word == "yes" for name, word in chosen.items() if word})
    db.session.commit()
    told = (f"{name.replace('_', '-')} {'yes' if getattr(account, name) else 'no'}" for name in chosen)
    click.echo(f"Account {account.id}: {', '.join(told)}")


@users_group.command("invite")
@click.argument("email")
@click.option("--name", required=True)
@click.option("--role", type=_one_of(Role), default=Role.AGENT.value)
@for_account
def invite(email: str, name: str, role: str, account_id: int | None) -> None:
    """Invite a person; prints the link by which they choose a password."""
    user = accounts.invite(_account(account_id), email, name=name, role=Role(role.upper()))
    db.session.commit()
    path = f"/invitations/{accounts.invitation_token(user)}"
    click.echo(f"Send this link to {user.email}; it works once, for seven days:")
    click.echo(current_app.extensions["settings"].public_url + path)


@users_group.command("deactivate")
@click.argument("email")
def deactivate(email: str) -> None:
    """End a person's sessions, tokens and sockets; what they wrote stays theirs."""
    user = queries.user_by_email(email)
    if user is None:
        raise click.ClickException(f"Nobody here has the address {email}.")
    accounts.deactivate(user)
    db.session.commit()
    click.echo(f"{user.email} is signed out everywhere and may not sign in again.")


@numbers_group.command("connect")
@click.argument("phone_number_id")
@click.option("--waba-id", required=True, help="The WhatsApp business account it belongs to.")
@click.option("--display-number", required=True, help="As people dial it, with country code.")
@click.option("--label", required=True, help="What agents call it.")
@for_account
def connect(phone_number_id: str, waba_id: str, display_number: str, label: str, account_id: int | None) -> None:
    """Speak for a number. Secrets are asked for, or read from NUMBER_ACCESS_TOKEN, NUMBER_APP_SECRET and
    NUMBER_VERIFY_TOKEN; they are no options, for command lines are seen by others."""
    number = accounts.connect_number(
        _account(account_id),
        phone_number_id=phone_number_id,
        waba_id=waba_id,
        display_number=display_number,
        label=label,
        access_token=_secret("Access token", "NUMBER_ACCESS_TOKEN", required=True),
        app_secret=_secret("App secret (empty: META_APP_SECRET)", "NUMBER_APP_SECRET"),
        verify_token=_secret("Verify token (empty: META_VERIFY_TOKEN)", "NUMBER_VERIFY_TOKEN"),
    )
    db.session.commit()
    click.echo(f"Number {number.id}: {number.label} ({number.display_number}) is connected.")


@numbers_group.command("set")
@click.argument("number_id", type=int)
@click.option("--read-receipts", type=_one_of(ReadReceipts), help="When customers see that they were read.")
@click.option("--unconfirmed", type=_one_of(UnconfirmedPolicy), help="ASK an agent whether to send again, or RETRY.")
@click.option("--throughput", type=click.IntRange(1, 1000), help="Messages per second, as Meta allows this number.")
def set_number(number_id: int, read_receipts: str | None, unconfirmed: str | None, throughput: int | None) -> None:
    """Change how a number (its id is in `numbers list`) behaves; prints how it does then."""
    number = queries.number(number_id)
    if number is None:
        raise click.ClickException(f"There is no number {number_id}.")
    accounts.set_number_policies(
        number,
        read_receipts=read_receipts and ReadReceipts(read_receipts),
        unconfirmed=unconfirmed and UnconfirmedPolicy(unconfirmed),
        throughput=throughput,
    )
    db.session.commit()
    facts = f"read-receipts {number.read_receipts}, unconfirmed {number.unconfirmed_policy}"
    click.echo(f"Number {number.id}: {facts}, throughput {number.throughput}")


@numbers_group.command("list")
def list_numbers() -> None:
    """Every number, without its secrets."""
    for number in queries.numbers():
        alarm = f"ALARM {number.alarm_code}" if number.alarm_code else "ok"
        facts = (number.id, number.phone_number_id, number.display_number, number.label, number.account.name, alarm)
        click.echo("\t".join(map(str, facts)))


def _account(account_id: int | None) -> Account:
    known = queries.accounts()
    chosen = [account for account in known if account_id in (None, account.id)]
    if len(chosen) != 1:
        names = ", ".join(f"{account.id} ({account.name})" for account in known) or "none yet: flask accounts create"
        raise click.ClickException(f"Say which account with --account. There is: {names}.")
    return chosen[0]


def _secret(label: str, variable: str, *, required: bool = False) -> str | None:
    given = os.environ.get(variable)
    if given is None:
        given = click.prompt(label, hide_input=True, default=None if required else "", show_default=False)
    return given.strip() or None
