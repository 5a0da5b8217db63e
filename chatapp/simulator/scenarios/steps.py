"""What each verb of a step does."""

import mimetypes
from collections.abc import Callable
from typing import Any

from ..answering import context_of, form_reply
from ..books import Message
from ..calling import missed_call
from ..faults import Fault
from ..media.customers_files import file_message
from ..world import world
from .script import Step
from .stage import Stage, words_of

PATIENCE_S = 30.0
FILES = ("image", "video", "audio", "voice", "document", "sticker")


def perform(stage: Stage, step: Step) -> None:
    """One step; ValueError says why it could not be."""
    STEPS[step.verb](stage, step)


def write(stage: Stage, step: Step, body: dict[str, Any], quoted: Message | None = None) -> Message:
    """The customer sends it, answering what the step quotes."""
    customer, number = stage.pair(step)
    if step.quoting is not None:
        quoted = stage.last(customer, number, step.quoting)
    context = {"context": context_of(quoted, customer, number)} if quoted else {}
    stage.since[customer.id, number.id] = stage.newest(customer, number)
    return world().network.customer_writes(customer, number, {**body, **context})


def says(stage: Stage, step: Step) -> None:
    write(stage, step, {"type": "text", "text": {"body": str(step.value)}})


def sends(stage: Stage, step: Step) -> None:
    """``{"image": "foto.jpg", "caption": …}``, or ``{"location": {...}}`` and the like, or a body with its ``type``."""
    given = dict(step.value) if isinstance(step.value, dict) else {}
    kind = next((kind for kind in FILES if isinstance(given.get(kind), str)), None)
    if kind:
        body = file_of(stage, step, kind, given)
    elif "type" in given:
        body = given
    elif len(given) == 1:
        [(name, content)] = given.items()
        body = {"type": name, name: content}
    else:
        raise ValueError("sends one thing")
    write(stage, step, body)


def file_of(stage: Stage, step: Step, kind: str, given: dict[str, Any]) -> dict[str, Any]:
    """A file beside the scenario; those that came over HTTP name media that were uploaded."""
    if stage.folder is None:
        raise ValueError("files are named by scenarios in files only; upload with POST /control/media")
    _, number = stage.pair(step)
    path = stage.folder / given[kind]
    mime_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    with path.open("rb") as file:
        return file_message(world(), number, kind, mime_type, path.name, file, str(given.get("caption", "")))


def waits(stage: Stage, step: Step) -> None:
    """``"words"`` or ``{"text"?, "type"?, "seconds"?}``: until the business has said that since the last own act."""
    asked = step.value if isinstance(step.value, dict) else {"text": step.value}
    customer, number = stage.pair(step)
    since = stage.since[customer.id, number.id]
    text, kind = str(asked.get("text") or ""), asked.get("type")

    def found() -> Message | None:
        for message in stage.heard(customer, number):
            if message.id > since and kind in (None, message.type) and text.casefold() in words_of(message).casefold():
                return message
        return None

    stage.until(float(asked.get("seconds", PATIENCE_S)), found, text or kind or "a message")


def taps(stage: Stage, step: Step) -> None:
    """The label of a button or row; ``filling`` holds the answers when it opens a form."""
    customer, number = stage.pair(step)
    message, choice = stage.choice(customer, number, str(step.value))
    if choice.does == "call":
        missed_call(world(), customer, number)
        return
    body = form_reply(message.content, choice, step.filling) if choice.does == "form" else choice.message
    if body is None:
        raise ValueError(f"{choice.label!r} sends nothing; a place is sent with sends")
    write(stage, step, body, message)


def reacts(stage: Stage, step: Step) -> None:
    """An emoji on the business's last message; empty takes it away."""
    content = {"message_id": stage.last(*stage.pair(step)).wamid, **({"emoji": step.value} if step.value else {})}
    write(stage, step, {"type": "reaction", "reaction": content})


def reads(stage: Stage, step: Step) -> None:
    world().network.customer_reads(*stage.pair(step))


def plays(stage: Stage, step: Step) -> None:
    if not world().network.customer_plays(stage.last(*stage.pair(step))):
        raise ValueError("the last message is no voice message, or was played before")


def calls(stage: Stage, step: Step) -> None:
    missed_call(world(), *stage.pair(step))


def own_last(stage: Stage, step: Step) -> Message:
    customer, number = stage.pair(step)
    for message in reversed(world().books.chat(customer.id, number.id)):
        if message.direction == "from_customer" and message.type not in ("reaction", "edit", "revoke"):
            return message
    raise ValueError("the customer has said nothing")


def edits(stage: Stage, step: Step) -> None:
    """Other words for the customer's last text."""
    inner = {"type": "text", "text": {"body": str(step.value)}}
    changed = {"original_message_id": own_last(stage, step).wamid, "message": inner}
    write(stage, step, {"type": "edit", "edit": changed})


def deletes(stage: Stage, step: Step) -> None:
    write(stage, step, {"type": "revoke", "revoke": {"original_message_id": own_last(stage, step).wamid}})


def becomes(stage: Stage, step: Step) -> None:
    """``{"online": false}`` and other traits of the customer."""
    customer, _ = stage.pair(step)
    if world().customers.change(customer.id, **step.value).online:
        world().network.phone_comes_online(customer.id)
    world().live.touch()


def pauses(stage: Stage, step: Step) -> None:
    stage.stopped.wait(float(step.value))


def turns(stage: Stage, step: Step) -> None:
    world().board.turn(step.value)


def breaks(stage: Stage, step: Step) -> None:
    world().faults.plan(Fault.from_json(step.value))


def calms(stage: Stage, step: Step) -> None:
    world().board.reset()
    world().faults.clear()


STEPS: dict[str, Callable[[Stage, Step], None]] = {
    "says": says,
    "sends": sends,
    "waits": waits,
    "taps": taps,
    "reacts": reacts,
    "reads": reads,
    "plays": plays,
    "calls": calls,
    "edits": edits,
    "deletes": deletes,
    "becomes": becomes,
    "pauses": pauses,
    "turns": turns,
    "breaks": breaks,
    "calms": calms,
}
