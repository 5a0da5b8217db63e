"""Everything the customer does with their thumbs: files, places, people, taps, reactions, corrections, calls."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from ..answering import choices_of, context_of, form_reply
from ..books import Message
from ..calling import missed_call
from ..customers import Customer
from ..media.customers_files import CAPTIONED, file_message
from ..settings import BusinessNumber
from ..world import world
from .blueprint import pair, phone, sent

CHAT = "/phone/chats/<int:customer_id>/<node:number_id>"


@phone.post(f"{CHAT}/files")
def send_file_of(customer_id: int, number_id: str) -> ResponseReturnValue:
    """Multipart ``file``, ``kind`` (image, video, audio, voice, document, sticker), ``caption``?, ``quoted``?."""
    customer, number = pair(customer_id, number_id)
    file, kind = request.files.get("file"), request.form.get("kind", "document")
    if file is None:
        raise ValueError("Choose a file first.")
    form = request.form
    body = file_message(world(), number, kind, file.mimetype, file.filename, file.stream, form.get("caption", ""))
    return written(customer, number, body, form.get("quoted"))


@phone.post(f"{CHAT}/taps")
def tap(customer_id: int, number_id: str) -> ResponseReturnValue:
    """``{"wamid", "choice", "fields"?}``: what the choice with that key sends, answering its message."""
    customer, number = pair(customer_id, number_id)
    asked = sent()
    message = own_chat(customer, number, asked.get("wamid"))
    found = choices_of(message, customer, world().templates, number.waba_id)
    place = asked.get("choice")
    if not isinstance(place, int) or not 0 <= place < len(found):
        raise ValueError("There is no such button.")
    choice = found[place]
    if choice.does == "call":
        missed_call(world(), customer, number)
        return {"wamid": None}, 201
    body = form_reply(message.content, choice, fields_of(asked)) if choice.does == "form" else choice.message
    if body is None:
        raise ValueError("That button sends nothing.")
    return written(customer, number, body, message.wamid)


def fields_of(asked: dict[str, Any]) -> dict[str, str]:
    """The answers of a form, as texts."""
    fields = asked.get("fields")
    return {str(name): str(value) for name, value in fields.items()} if isinstance(fields, dict) else {}


@phone.post(f"{CHAT}/reactions")
def react(customer_id: int, number_id: str) -> ResponseReturnValue:
    """``{"wamid", "emoji"}``; an empty emoji takes the reaction away (Meta then sends no ``emoji`` at all)."""
    customer, number = pair(customer_id, number_id)
    asked = sent()
    message = own_chat(customer, number, asked.get("wamid"))
    emoji = str(asked.get("emoji") or "")
    content = {"message_id": message.wamid, **({"emoji": emoji} if emoji else {})}
    return written(customer, number, {"type": "reaction", "reaction": content})


@phone.post(f"{CHAT}/edits")
def edit(customer_id: int, number_id: str) -> ResponseReturnValue:
    """``{"wamid", "text"}``: other words for a text or a caption of their own."""
    customer, number = pair(customer_id, number_id)
    asked = sent()
    message, words = corrected(customer, number, asked.get("wamid")), str(asked.get("text", "")).strip()
    if message.type not in ("text", *CAPTIONED) or not words:
        raise ValueError("Only words can be changed, and not into nothing.")
    changed = {"body": words} if message.type == "text" else {**message.content, "caption": words}
    inner = {"type": message.type, message.type: changed}
    return written(customer, number, {"type": "edit", "edit": {"original_message_id": message.wamid, "message": inner}})


@phone.post(f"{CHAT}/deletions")
def delete(customer_id: int, number_id: str) -> ResponseReturnValue:
    """``{"wamid"}``: deleted for everyone."""
    customer, number = pair(customer_id, number_id)
    message = corrected(customer, number, sent().get("wamid"))
    return written(customer, number, {"type": "revoke", "revoke": {"original_message_id": message.wamid}})


@phone.post(f"{CHAT}/plays")
def play(customer_id: int, number_id: str) -> ResponseReturnValue:
    """``{"wamid"}``: a voice message of the business was listened to; it is told once."""
    message = own_chat(*pair(customer_id, number_id), sent().get("wamid"))
    return {"reported": world().network.customer_plays(message)}


@phone.post(f"{CHAT}/calls")
def call(customer_id: int, number_id: str) -> ResponseReturnValue:
    """The customer calls and nobody answers."""
    missed_call(world(), *pair(customer_id, number_id))
    return {"success": True}, 201


def own_chat(customer: Customer, number: BusinessNumber, wamid: Any) -> Message:
    """A message of this chat, or KeyError."""
    message = world().books.message(str(wamid or ""))
    if message is None or (message.customer_id, message.number_id) != (customer.id, number.id):
        raise KeyError(str(wamid))
    return message


def corrected(customer: Customer, number: BusinessNumber, wamid: Any) -> Message:
    """A message the customer wrote; nobody corrects the business's."""
    message = own_chat(customer, number, wamid)
    if message.direction != "from_customer":
        raise ValueError("Only your own messages can be changed.")
    return message


def written(
    customer: Customer, number: BusinessNumber, body: dict[str, Any], quoted: str | None = None
) -> ResponseReturnValue:
    """Send it, with its context when it answers a message of this chat."""
    if quoted:
        body = {**body, "context": context_of(own_chat(customer, number, quoted), customer, number)}
    entered = world().network.customer_writes(customer, number, body)
    return {"wamid": entered.wamid}, 201
