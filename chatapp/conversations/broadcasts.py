"""What watchers see of a conversation: its row in the list and the header above its thread.

Both are rendered once per language, and only for streams that somebody watches.
"""

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from chatapp import realtime
from chatapp.conversations import queries, schema
from chatapp.models import Conversation

JSON = "json"


def list_streams(conversation: Conversation | queries.Ownership) -> set[str]:
    """The streams on which its row is seen: the same rule as `queries.visible_to`."""
    inbox = f"inbox:{conversation.account_id}"
    if conversation.assignee_id:
        own = f"user:{conversation.assignee_id}"
    else:
        own = team_stream(conversation.team_id) if conversation.team_id else f"{inbox}:unassigned"
    return {f"{inbox}:all", own}


def team_stream(team_id: int) -> str:
    """The stream of what belongs to a team and to nobody in particular."""
    return f"team:{team_id}"


def thread_stream(conversation_id: int) -> str:
    """The stream of whoever has the conversation open."""
    return f"conversation:{conversation_id}"


def changed(conversation_ids: Collection[int]) -> None:
    """Show these conversations anew to everybody who sees them."""
    show(audience(queries.ownership(conversation_ids)))


class Audience(NamedTuple):
    """Who watches some conversations: {conversation id: its streams}, {stream: variants that are watched}."""

    streams: dict[int, set[str]]
    watched: dict[str, set[str]]


def audience(conversations: Iterable[queries.Ownership]) -> Audience:
    """Of their threads and of their rows in lists, in one question."""
    streams = {owned.id: _streams(owned) for owned in conversations}
    return Audience(streams, realtime.audience(set().union(*streams.values())))


def show(audience: Audience) -> None:
    """What `changed` does, for those who are known already."""
    watched = audience.watched
    seen = [conversation_id for conversation_id, names in audience.streams.items() if not names.isdisjoint(watched)]
    for conversation in queries.for_display(seen):
        _push(watched, list_streams(conversation), _shown(conversation, row))
        _push(watched, {thread_stream(conversation.id)}, _shown(conversation, header))


def moved(conversation_id: int, former: Iterable[str]) -> None:
    """Take the row from those who saw it before and may not see it now, then show it to the others. A conversation
    that is no more is seen by nobody.

    In this order: who watches the stream that loses it may watch the one that gains it, too.
    """
    lost = set(former).difference(*map(list_streams, queries.ownership([conversation_id])))
    _push(realtime.audience(lost), lost, lambda variant: _gone(conversation_id, variant))
    realtime.recheck(thread_stream(conversation_id))
    changed([conversation_id])


def row(conversation: Conversation, locale: str) -> str:
    """The push that puts this row into an open list, in its place."""
    return realtime.fragments.render("conversations/_pushed_row.html", locale, conversation=conversation)


def header(conversation: Conversation, locale: str) -> str:
    """The push that brings window, owner and status of an open conversation up to date."""
    return realtime.fragments.render("conversations/_pushed_header.html", locale, conversation=conversation)


def gone(conversation_id: int) -> str:
    """The push that takes a row out of a list."""
    return realtime.partial(f"c-{conversation_id}", "delete", "")


def _streams(conversation: Conversation | queries.Ownership) -> set[str]:
    return {thread_stream(conversation.id), *list_streams(conversation)}


def _push(watched: dict[str, set[str]], streams: Iterable[str], render: Callable[[str], object]) -> None:
    """Render once per variant, however many streams want it."""
    made: dict[str, object] = {}
    for stream in streams:
        for variant in watched.get(stream, ()):
            if variant not in made:
                made[variant] = render(variant)
            realtime.push(stream, variant, made[variant])


def _shown(conversation: Conversation, render: Callable[[Conversation, str], str]) -> Callable[[str], object]:
    """`render` for browsers, the whole conversation for programs."""

    def for_variant(variant: str) -> object:
        if variant == JSON:
            return {"event": "conversation.changed", "data": schema.as_json(conversation)}
        return render(conversation, variant)

    return for_variant


def _gone(conversation_id: int, variant: str) -> object:
    if variant == JSON:
        return {"event": "conversation.gone", "data": {"id": conversation_id}}
    return gone(conversation_id)
