"""What watchers of a thread see: a new bubble, or the same bubble changed. And the row of its conversation."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from chatapp import conversations, media, realtime
from chatapp.conversations.broadcasts import Audience
from chatapp.messages import queries, reactions, schema
from chatapp.messages.beside import Beside
from chatapp.messages.bubbles import Bubble
from chatapp.models import Message

JSON = "json"


def appended(message_ids: Collection[int]) -> None:
    """These messages are new: bubbles for whoever has the thread open, rows for whoever has the list open."""
    arrived(message_ids, ())


def changed(message_ids: Collection[int]) -> None:
    """These messages have new ticks, failures or reactions."""
    arrived((), message_ids)


def arrived(new: Collection[int], changed: Collection[int]) -> None:
    """Both at once, for about the price of one: each message is drawn once, and so is each conversation's row."""
    watched = watched_of({*new, *changed})
    if watched:
        draw(watched, new)


class Watched(NamedTuple):
    """Messages that somebody may see on a screen: the ids of those in open threads, and who watches what."""

    message_ids: list[int]
    audience: Audience


def watched_of(message_ids: Collection[int]) -> Watched | None:
    """Those of these messages; None if nobody watches any of their conversations."""
    where = reactions.as_seen(message_ids) if message_ids else {}
    audience = conversations.broadcasts.audience(set(where.values()))
    if not audience.watched:
        return None
    return Watched([id_ for id_, owned in where.items() if _stream(owned.id) in audience.watched], audience)


def draw(watched: Watched, new: Collection[int]) -> None:
    """The bubbles of these messages, of which `new` were not there before, and the rows of their conversations."""
    if watched.message_ids:
        _show(queries.for_display(watched.message_ids), watched.audience.watched, new)
    conversations.broadcasts.show(watched.audience)


def gone(where: Mapping[int, int]) -> None:
    """These lines, {id: conversation id}, stand in their threads no more. None of them was sent by us."""
    watched = realtime.audience({_stream(conversation_id) for conversation_id in where.values()})
    for message_id, conversation_id in where.items():
        stream = _stream(conversation_id)
        for variant in watched.get(stream, ()):
            as_json = {"event": "message.gone", "data": {"id": message_id, "conversation_id": conversation_id}}
            realtime.push(
                stream, variant, as_json if variant == JSON else realtime.partial(f"m-{message_id}", "delete", "")
            )


@media.broadcasts.on_change
def files_changed(message_ids: Collection[int]) -> None:
    """Files of these messages have come, or have not, or look different."""
    changed(reactions.touch(message_ids))


def _show(messages: list[Message], watched: Mapping[str, set[str]], new: Collection[int]) -> None:
    beside = Beside.of(messages)
    for message in messages:
        stream = _stream(message.conversation_id)
        event = "message.created" if message.id in new else "message.changed"
        for variant in watched[stream]:
            realtime.push(stream, variant, _payload(message, beside, variant, event))


def _stream(conversation_id: int) -> str:
    return f"conversation:{conversation_id}"


def _payload(message: Message, beside: Beside, variant: str, event: str) -> object:
    if variant == JSON:
        return {"event": event, "data": schema.as_json(message, beside)}
    return bubble(message, variant, beside)


def bubble(message: Message, locale: str, beside: Beside | None = None) -> str:
    """The push that puts this bubble into an open thread, in its place."""
    return realtime.fragments.render("messages/_pushed.html", locale, message=Bubble(message, beside))
