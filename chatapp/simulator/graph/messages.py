"""``POST /{phone number id}/messages``: messages, read receipts and the typing indicator."""

from typing import Any

from flask import g
from flask.typing import ResponseReturnValue

from ..errors import GraphError
from ..settings import BusinessNumber
from ..validation.envelope import Envelope, open_envelope
from ..validation.shape import missing
from ..world import world
from .blueprint import body, graph, own_number
from .sending import Recipient, send


@graph.post("/<node:number_id>/messages")
def send_message(number_id: str) -> ResponseReturnValue:
    """Accept a message, or take a read receipt (with or without a typing indicator)."""
    number, sent = own_number(number_id), body()
    if "status" in sent:
        return take_receipt(number, sent)
    envelope = open_envelope(sent)
    fault = g.get("fault")
    later = GraphError(fault.code, fault.details) if fault and fault.answer == "accept_then_fail" else None
    message, recipient = send(number, envelope, later)
    return {
        "messaging_product": "whatsapp",
        "contacts": [contact_of(envelope, recipient)],
        "messages": [{"id": message.wamid}],
    }


def contact_of(envelope: Envelope, recipient: Recipient) -> dict[str, Any]:
    """``contacts[0]`` of the answer: ``wa_id`` if a phone was given, ``user_id`` if a BSUID was."""
    customer = recipient.customer
    contact = {"input": envelope.to or envelope.recipient}
    if envelope.to:
        contact["wa_id"] = customer.wa_id if customer else recipient.dialled
    if envelope.recipient:
        contact["user_id"] = customer.user_id if customer else envelope.recipient
    return contact


def take_receipt(number: BusinessNumber, sent: dict[str, Any]) -> ResponseReturnValue:
    """``{"status": "read", "message_id"}``: marks that message and all before it; a bad wamid is 131009."""
    if sent.get("messaging_product") != "whatsapp":
        raise missing("messaging_product")
    if sent["status"] != "read":
        raise GraphError(131009, f"Parameter 'status' must be read, got {sent['status']!r}.")
    if not sent.get("message_id"):
        raise missing("message_id")
    message = world().books.message(str(sent["message_id"]))
    if message is None or message.direction != "from_customer" or message.number_id != number.id:
        raise GraphError(131009, "Invalid message_id: no such message was received by this phone number.")
    indicator = sent.get("typing_indicator")
    if indicator is not None and indicator != {"type": "text"}:
        raise GraphError(131009, 'typing_indicator must be {"type": "text"}.')
    world().network.business_reads(message)
    if indicator:
        world().network.typing.began(number.id, message.customer_id)
    return {"success": True}
