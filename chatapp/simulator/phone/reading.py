"""What the page asks for: everybody at a glance, and one chat."""

from typing import Any

from ..books import Message
from ..customers import Customer
from ..settings import BusinessNumber
from ..world import world
from .corrections import Corrections
from .presenting import Around, bubble, line_of, ticks


def everybody() -> dict[str, Any]:
    """All customers with a line per chat, those with news first."""
    numbers = list(world().numbers.values())
    people = [person(customer, numbers) for customer in world().customers.everyone()]
    people.sort(key=lambda each: (-each["at"], each["id"]))
    return {"numbers": [number_json(number) for number in numbers], "customers": people}


def number_json(number: BusinessNumber) -> dict[str, str]:
    """A business as the customer sees it."""
    return {"id": number.id, "name": number.verified_name, "phone": f"+{number.display}"}


def person(customer: Customer, numbers: list[BusinessNumber]) -> dict[str, Any]:
    """A customer and their chats."""
    chats = [chat_line(customer, number) for number in numbers]
    return {
        **customer.as_json(),
        "chats": chats,
        "unread": sum(chat["unread"] for chat in chats),
        "at": max((chat["last"]["at"] for chat in chats if chat["last"]), default=0),
    }


def chat_line(customer: Customer, number: BusinessNumber) -> dict[str, Any]:
    """The last message and the number of unread ones."""
    seen = [message for message in world().books.chat(customer.id, number.id, 20) if on_phone(message)]
    last = seen[-1] if seen else None
    return {
        "number": number.id,
        "unread": len(world().books.unread(customer.id, number.id)),
        "typing": world().network.typing.shown(number.id, customer.id),
        "last": last
        and {
            "text": line_of(last),
            "at": last.created_at,
            "ticks": ticks(last) if last.direction == "from_customer" else None,
        },
    }


def on_phone(message: Message) -> bool:
    """Whether the phone shows it by itself: reactions and corrections sit on their message."""
    arrived = message.direction == "from_customer" or message.delivered_at or message.read_at
    return bool(arrived) and message.type not in ("reaction", "edit", "revoke")


def chat(customer: Customer, number: BusinessNumber) -> dict[str, Any]:
    """The messages of a chat, oldest first, and whether the business is typing."""
    messages = world().books.chat(customer.id, number.id)
    corrections = Corrections.among(messages)
    shown = [corrections.applied(message) for message in messages if on_phone(message)]
    by_wamid = {message.wamid: message for message in shown}
    marks = reactions_among(messages)
    return {
        "customer": customer.id,
        "number": number.id,
        "typing": world().network.typing.shown(number.id, customer.id),
        "unread": len(world().books.unread(customer.id, number.id)),
        "messages": [
            bubble(
                message,
                Around(
                    by_wamid.get(message.quoted or ""),
                    marks.get(message.wamid, {}),
                    edited=message.wamid in corrections.edits,
                    deleted=message.wamid in corrections.revoked,
                ),
                customer,
            )
            for message in shown
        ],
    }


def reactions_among(messages: list[Message]) -> dict[str, dict[str, str]]:
    """The last reaction of each side, by the message it is on."""
    marks: dict[str, dict[str, str]] = {}
    for message in messages:
        if message.type == "reaction" and not message.failed_at and isinstance(message.content, dict):
            on = marks.setdefault(message.content.get("message_id", ""), {})
            on[message.direction] = message.content.get("emoji", "")
    return marks
