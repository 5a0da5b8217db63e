"""How a company's inbox and its numbers behave, where companies differ. What is not given stays."""

from chatapp import realtime
from chatapp.accounts import queries
from chatapp.models import Account, PhoneNumber, ReadReceipts, UnconfirmedPolicy


def set_account_policies(
    account: Account, *, agents_see_unassigned: bool | None = None, agents_see_their_teams: bool | None = None
) -> None:
    """Whether agents see what nobody has taken, of no team and of their own ones; with a change, everybody's sockets
    are asked again what they watch."""
    given = {"agents_see_unassigned": agents_see_unassigned, "agents_see_their_teams": agents_see_their_teams}
    changed = {name: to for name, to in given.items() if to is not None and to != getattr(account, name)}
    if not changed:
        return
    for name, to in changed.items():
        setattr(account, name, to)
    for user in queries.users_of(account.id):
        realtime.close_user(user.id)


def set_number_policies(
    number: PhoneNumber,
    *,
    read_receipts: ReadReceipts | None = None,
    unconfirmed: UnconfirmedPolicy | None = None,
    throughput: int | None = None,
) -> None:
    """When customers see blue ticks, what becomes of unconfirmed messages, and how many leave per second.

    Meta accepts 80 messages per second, 1,000 after its upgrade, and 20 with coexistence.
    """
    number.read_receipts = read_receipts or number.read_receipts
    number.unconfirmed_policy = unconfirmed or number.unconfirmed_policy
    number.throughput = throughput or number.throughput
