"""Messages as JSON."""

from chatapp.conversations.schema import moment, person
from chatapp.messages import failures
from chatapp.messages.queries import Thread
from chatapp.models import Message


def message(m: Message) -> dict:
    """`client_id` is the writer's own key; `failure` is null unless something needs a person."""
    failure = failures.of(m)
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
        "author": m.author and person(m.author),
        "quoted": _quoted(m),
        "reactions": [{"emoji": reaction.emoji, "reactor": reaction.reactor} for reaction in m.reactions],
        "failure": failure and {"code": failure.code, "message": str(failure.words), "can_resend": failure.can_resend},
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


def thread(thread: Thread, older_cursor: str | None, newer_cursor: str | None, **_rest: object) -> dict:
    """`older` goes into `?before=`, `newer` into `?after=`."""
    return {"messages": [message(m) for m in thread.messages], "older": older_cursor, "newer": newer_cursor}
