"""Messages as JSON."""

from collections.abc import Sequence

from chatapp.conversations import schema as conversations
from chatapp.conversations.schema import moment, person
from chatapp.media import schema as media
from chatapp.messages import failures
from chatapp.messages.beside import Beside
from chatapp.messages.catching_up import Missed
from chatapp.messages.pages import ThreadPage
from chatapp.models import Conversation, Message, Reaction
from chatapp.models.sorting import version


def as_json(m: Message, beside: Beside | None = None) -> dict:
    """`client_id` is the writer's own key; `files` are in the order in which the content names them, null if not here.
    `failure` is null unless something needs a person, `waiting` unless something holds it up.

    Of two pictures of one message, whichever way they came, the one with the larger `version` counts. `beside` is what
    was read for several messages at once; without it, it is read for this one.
    """
    failure, waiting = failures.of(m), failures.waiting(m)
    files = (beside or Beside.of([m])).files[m.id]
    return {
        "id": m.id,
        "client_id": m.client_id and str(m.client_id),
        "wamid": m.wamid,
        "conversation_id": m.conversation_id,
        "direction": m.direction.value,
        "kind": m.kind,
        "content": m.content,
        "edited_at": m.content.get("edited_at"),
        "deleted_at": m.content.get("revoked_at"),
        "files": [row and media.as_json(row, m.id) for row in files],
        "status": m.status.name,
        "sent_at": moment(m.sent_at),
        "version": version(m.changed_at),
        "author": m.author and person(m.author),
        "quoted": _quoted(m),
        "reactions": [_reaction(reaction) for reaction in m.reactions],
        "failure": failure and {"code": failure.code, "message": failure.words, "can_resend": failure.can_resend},
        "waiting": waiting and {"until": moment(waiting.until), "message": waiting.words},
    }


def several(messages: Sequence[Message]) -> list[dict]:
    """As `as_json`, with as many queries as for one."""
    beside = Beside.of(messages)
    return [as_json(m, beside) for m in messages]


def _reaction(r: Reaction) -> dict:
    """`state` is "pending" or "failed" while one of ours has not reached the customer, null otherwise."""
    state = ("failed" if r.has_failed else None) or ("pending" if r.is_pending else None)
    return {"emoji": r.shown, "reactor": r.reactor, "state": state}


def _quoted(m: Message) -> dict | None:
    """A quote that cannot be resolved is still a quote."""
    if m.quoted is None:
        return {"id": None, "available": False} if m.quoted_wamid else None
    preview = m.quoted.says.preview
    return {
        "id": m.quoted.id,
        "available": True,
        "direction": m.quoted.direction.value,
        "kind": m.quoted.kind,
        "preview": preview.text or preview.label,
    }


def thread(thread: ThreadPage, **_rest: object) -> dict:
    """`older` goes into `?before=`, `newer` into `?after=`."""
    return _page(thread)


def _page(page: ThreadPage) -> dict:
    return {"messages": several(page.thread.messages), "older": page.older, "newer": page.newer}


def shown(conversation: Conversation, thread: ThreadPage, cursor: str, **_rest: object) -> dict:
    """A conversation with its last messages; `cursor` goes into `?since=` later."""
    return {"conversation": conversations.as_json(conversation), **_page(thread), "cursor": cursor}


def missed(missed: Missed, **_rest: object) -> dict:
    """What was written since `?since=`; ask on with `cursor` while there is `more`."""
    return {
        "conversations": [conversations.as_json(c) for c in missed.conversations],
        "gone": [conversation.id for conversation in missed.gone],
        "messages": several(missed.messages),
        "cursor": missed.cursor,
        "more": missed.more,
    }
