"""The page, its JSON and its events."""

from typing import Any

from flask import Response, render_template, request, send_file
from flask.typing import ResponseReturnValue

from ..answering import context_of
from ..dialing import digits_of
from ..world import world
from .blueprint import pair, phone, sent
from .reading import chat, everybody

CHANGEABLE = {"online", "auto_read", "read_receipts", "shares_phone", "window"}
LONGEST_TEXT = 65536


@phone.get("/")
def page() -> ResponseReturnValue:
    """The shell; its modules fill it."""
    return render_template("phone.html")


@phone.get("/phone/state")
def show_everybody() -> ResponseReturnValue:
    """People, businesses, previews and unread counts."""
    return everybody()


@phone.get("/phone/events")
def stream() -> ResponseReturnValue:
    """A hint at every change."""
    return Response(world().live.stream(), content_type="text/event-stream", headers={"Cache-Control": "no-cache"})


@phone.get("/phone/chats/<int:customer_id>/<node:number_id>")
def show_chat(customer_id: int, number_id: str) -> ResponseReturnValue:
    """One chat."""
    return chat(*pair(customer_id, number_id))


@phone.post("/phone/chats/<int:customer_id>/<node:number_id>/messages")
def write(customer_id: int, number_id: str) -> ResponseReturnValue:
    """``{"text"}``, ``{"location"}`` or ``{"contacts"}``, with ``quoted``? (a wamid) and ``forwarded``? (true)."""
    customer, number = pair(customer_id, number_id)
    asked = sent()
    message = composed(asked)
    quoted = world().books.message(str(asked.get("quoted") or ""))
    if quoted and quoted.customer_id == customer.id:
        message["context"] = context_of(quoted, customer, number)
    if asked.get("forwarded") is True:
        message["context"] = {"forwarded": True}
    entered = world().network.customer_writes(customer, number, message)
    return {"wamid": entered.wamid}, 201


def composed(asked: dict[str, Any]) -> dict[str, Any]:
    """The message without its context; ValueError for an empty one or an impossible place."""
    if "location" in asked:
        return {"type": "location", "location": place_of(asked["location"])}
    if "contacts" in asked:
        return {"type": "contacts", "contacts": people_of(asked["contacts"])}
    text = str(asked.get("text", "")).strip()
    if not text or len(text) > LONGEST_TEXT:
        raise ValueError("Write something first.")
    return {"type": "text", "text": {"body": text}}


def place_of(given: Any) -> dict[str, Any]:
    """``{"latitude", "longitude", "name"?, "address"?}`` with numbers, as webhooks have them."""
    try:
        place: dict[str, Any] = {key: float(given[key]) for key in ("latitude", "longitude")}
    except (KeyError, TypeError, ValueError):
        raise ValueError("A place needs latitude and longitude, like -23.5505 and -46.6333.") from None
    if not (abs(place["latitude"]) <= 90 and abs(place["longitude"]) <= 180):
        raise ValueError("There is no such place on Earth.")
    words = {key: str(given.get(key) or "").strip() for key in ("name", "address")}
    return {**place, **{key: value for key, value in words.items() if value}}


def people_of(given: Any) -> list[dict[str, Any]]:
    """``[{"name", "phone"}]`` as contact cards."""
    people = []
    for each in given if isinstance(given, list) else []:
        name, digits = str(each.get("name") or "").strip(), digits_of(str(each.get("phone") or ""))
        if not name or not digits:
            raise ValueError("A contact needs a name and a phone number like +55 11 98765-4321.")
        first, _, last = name.partition(" ")
        parts = {"formatted_name": name, "first_name": first, **({"last_name": last} if last else {})}
        people.append({"name": parts, "phones": [{"phone": f"+{digits}", "wa_id": digits, "type": "CELL"}]})
    if not people:
        raise ValueError("Choose a contact first.")
    return people


@phone.post("/phone/chats/<int:customer_id>/<node:number_id>/reading")
def look(customer_id: int, number_id: str) -> ResponseReturnValue:
    """The chat is on the screen: what was delivered is read."""
    return {"read": world().network.customer_reads(*pair(customer_id, number_id))}


@phone.post("/phone/customers")
def add_customer() -> ResponseReturnValue:
    """``{"name", "phone"?, "username"?}``: one of phone and username at least."""
    asked = sent()
    name, typed, username = (str(asked.get(key) or "").strip() for key in ("name", "phone", "username"))
    if not name:
        raise ValueError("Give the customer a name.")
    digits = digits_of(typed) if typed else None
    if typed and not digits:
        raise ValueError("That is not a phone number: write it like +55 11 98765-4321.")
    if not typed and not username:
        raise ValueError("A customer needs a phone number or a username.")
    customer = world().customers.add(name, digits, username=username.lstrip("@") or None)
    world().live.touch()
    return customer.as_json(), 201


@phone.patch("/phone/customers/<int:customer_id>")
def change_customer(customer_id: int) -> ResponseReturnValue:
    """What the switches beside the phone change."""
    world().customers.get(customer_id)
    changes = {key: value for key, value in sent().items() if key in CHANGEABLE}
    customer = world().customers.change(customer_id, **changes)
    if changes.get("online"):
        world().network.phone_comes_online(customer_id)
    world().live.touch()
    return customer.as_json()


@phone.get("/phone/media/<node:media_id>")
def show_file(media_id: str) -> ResponseReturnValue:
    """A file as the customer's phone opens it, saved as ``?name=``; never run as a page."""
    media = world().media.get(media_id)
    if media is None:
        raise KeyError(media_id)
    response = send_file(
        world().media.path(media),
        mimetype=media.mime_type,
        as_attachment=not media.mime_type.startswith(("image/", "audio/", "video/")),
        download_name=request.args.get("name") or media.filename or media.id,
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
