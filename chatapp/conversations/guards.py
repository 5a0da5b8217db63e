"""Who may watch which stream: the same rule as for reading, asked again whenever somebody watches."""

from chatapp import realtime
from chatapp.conversations import broadcasts, queries
from chatapp.extensions import db
from chatapp.models import Conversation, User


@realtime.streams.guard("conversation")
def may_watch_conversation(user: User, rest: str) -> bool:
    select = queries.visible_to(user).where(Conversation.id == int(rest)).with_only_columns(Conversation.id)
    return db.session.scalar(select) is not None


@realtime.streams.guard("inbox")
def may_watch_inbox(user: User, rest: str) -> bool:
    """`<account>:all` for those who see everything, `<account>:unassigned` for agents where the company allows it."""
    account_id, _, part = rest.partition(":")
    if account_id != str(user.account_id):
        return False
    if part == "all":
        return user.sees_everything
    return part == "unassigned" and (user.sees_everything or user.account.agents_see_unassigned)


@realtime.streams.guard("team")
def may_watch_team(user: User, rest: str) -> bool:
    """Members, where the company lets agents see what belongs to their teams."""
    return user.account.agents_see_their_teams and int(rest) in user.team_ids


def streams_for(user: User) -> list[str]:
    """The list streams that this person's pages watch. Whoever sees everything needs only one of them."""
    if user.sees_everything:
        return [f"inbox:{user.account_id}:all"]
    unassigned = [f"inbox:{user.account_id}:unassigned"] if user.account.agents_see_unassigned else []
    teams = map(broadcasts.team_stream, user.team_ids) if user.account.agents_see_their_teams else ()
    return [f"user:{user.id}", *unassigned, *teams]
