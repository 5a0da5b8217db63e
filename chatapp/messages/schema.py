"""Messages as JSON."""

from chatapp.conversations import schema as conversations
from chatapp.conversations.schema import moment, person
from chatapp.messages import failures
from chatapp.messages.catching_up import Missed
from chatapp.messages.pages import ThreadPage
from chatapp.models import Conversation, Message
from chatapp.models.sorting import version


def as_json(m: Message) -> dict:
    """`client_id` is the writer's own key.

    `failure` is null unless something needs a person, `waiting` unless something holds it up.

    Of two pictures of one message, whichever way they came, the one with the larger `version` counts.
    """
    failure, waiting = failures.of(m), failures.waiting(m)
    return {
        "id": m.id,
        "client_id": m.client_id and str(m.client_id),
        "wamid": m.wamid,
        "conversation_id": m.conversation_id,
        "direction": m.direction.value,
        "kind": m.kind,
        "content": m.content,
        "status": m.status.name,
        "sent_at": moment(m.sent_at),
        "version": version(m.changed_at),
        "author": m.author and person(m.author),
        "quoted": _quoted(m),
        "reactions": [{"emoji": reaction.emoji, "reactor": reaction.reactor} for reaction in m.reactions],
        "failure": failure and {"code": failure.code, "message": failure.words, "can_resend": failure.can_resend},
        "waiting": waiting and {"until": moment(waiting.until), "message": waiting.words},
    }


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
    return {"messages": [as_json(m) for m in page.thread.messages], "older": page.older, "newer": page.newer}


def shown(conversation: Conversation, thread: ThreadPage, cursor: str, **_rest: object) -> dict:
    """A conversation with its last messages; `cursor` goes into `?since=` later."""
    return {"conversation": conversations.as_json(conversation), **_page(thread), "cursor": cursor}


def missed(missed: Missed, **_rest: object) -> dict:
    """What was written since `?since=`; ask on with `cursor` while there is `more`."""
    return {
        "conversations": [conversations.as_json(c) for c in missed.conversations],
        "gone": [conversation.id for conversation in missed.gone],
        "messages": [as_json(m) for m in missed.messages],
        "cursor": missed.cursor,
        "more": missed.more,
    }
