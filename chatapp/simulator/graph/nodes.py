"""``GET``, ``POST`` and ``DELETE /{id}``: one path for numbers, accounts, media and templates."""

from flask.typing import ResponseReturnValue

from ..errors import nothing_there
from ..world import world
from .accounts import ACCOUNT_FIELDS, NUMBER_FIELDS, account_facts, accounts, chosen, number_facts, own_account
from .blueprint import body, graph
from .media import own_media, show_media
from .templates import edit_template


@graph.get("/<node:node_id>")
def show_node(node_id: str) -> ResponseReturnValue:
    """Whatever has this id."""
    number = world().numbers.get(node_id)
    if number:
        return chosen(number_facts(number), NUMBER_FIELDS)
    if node_id in accounts():
        return chosen(account_facts(node_id), ACCOUNT_FIELDS)
    template = world().templates.get(node_id)
    if template:
        return chosen(template.as_json(), tuple(template.as_json()))
    return show_media(own_media(node_id))


@graph.post("/<node:node_id>")
def change_node(node_id: str) -> ResponseReturnValue:
    """A number's settings (pin, webhook override) are taken as they are; a template is edited."""
    if node_id in world().numbers or node_id in accounts():
        return {"success": True}
    template = world().templates.get(node_id)
    if template is None:
        raise nothing_there(node_id)
    return edit_template(template, body())


@graph.delete("/<node:node_id>")
def delete_node(node_id: str) -> ResponseReturnValue:
    """Only media can be deleted by id."""
    world().media.delete(own_media(node_id))
    return {"success": True}


@graph.get("/<node:waba_id>/phone_numbers")
def list_numbers(waba_id: str) -> ResponseReturnValue:
    """The numbers of an account."""
    own_account(waba_id)
    found = [number for number in world().numbers.values() if number.waba_id == waba_id]
    cursors = {"before": "QVFIUbefore", "after": "QVFIUafter"}
    return {"data": [chosen(number_facts(number), NUMBER_FIELDS) for number in found], "paging": {"cursors": cursors}}
