"""``/control/customers`` and ``/control/messages``: people and what they write."""

from flask.typing import ResponseReturnValue

from ..world import world
from .blueprint import control, customer_of, document, number_of


@control.get("/customers")
def list_customers() -> ResponseReturnValue:
    """Everybody on this WhatsApp."""
    return {"customers": [customer.as_json() for customer in world().customers.everyone()]}


@control.post("/customers")
def add_customer() -> ResponseReturnValue:
    """``{"name", "wa_id"?, "user_id"?, "username"?, "online"?, "auto_read"?, "window"? ...}``."""
    traits = document()
    if not isinstance(traits.get("name"), str):
        raise ValueError("a customer needs a name")
    customer = world().customers.add(**traits)
    world().live.touch()
    return customer.as_json(), 201


@control.patch("/customers/<int:customer_id>")
def change_customer(customer_id: int) -> ResponseReturnValue:
    """Any field but the id. Coming online delivers what waited."""
    world().customers.get(customer_id)
    customer = world().customers.change(customer_id, **document())
    if customer.online:
        world().network.phone_comes_online(customer_id)
    world().live.touch()
    return customer.as_json()


@control.post("/messages")
def write_message() -> ResponseReturnValue:
    """``{"customer", "message": {"type", ...}, "number"?}``: the customer sends this body verbatim."""
    sent = document()
    message = sent.get("message")
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        raise ValueError('message is an object like {"type": "text", "text": {"body": "oi"}}')
    if not str(message.get("timestamp", "0")).isdigit():
        raise ValueError("timestamp is a string of digits")
    customer, number = customer_of(sent.get("customer")), number_of(sent.get("number"))
    entered = world().network.customer_writes(customer, number, message)
    return {"wamid": entered.wamid, "customer": customer.id, "number": number.id}, 201


@control.post("/reads")
def read_chat() -> ResponseReturnValue:
    """``{"customer", "number"?}``: the customer opens the chat; what was delivered becomes read."""
    sent = document()
    customer = customer_of(sent.get("customer"))
    return {"read": world().network.customer_reads(customer, number_of(sent.get("number")))}
