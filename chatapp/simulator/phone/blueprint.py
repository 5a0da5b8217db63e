"""The blueprint of the phone page and what its routes share."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from ..customers import Customer
from ..origins import refuse_other_sites
from ..settings import BusinessNumber
from ..world import world

phone = Blueprint("phone", __name__)
phone.before_request(refuse_other_sites)


@phone.errorhandler(ValueError)
def say_what_is_wrong(problem: ValueError) -> ResponseReturnValue:
    """One sentence for the form."""
    return {"error": str(problem)}, 400


@phone.errorhandler(KeyError)
def say_nothing_there(problem: KeyError) -> ResponseReturnValue:
    """A customer, number or file that does not exist."""
    return {"error": "There is nothing here any more."}, 404


def sent() -> dict[str, Any]:
    """The JSON object of the request."""
    document = request.get_json(silent=True) if request.is_json else None
    if not isinstance(document, dict):
        raise ValueError("Send a JSON object.")
    return document


def pair(customer_id: int, number_id: str) -> tuple[Customer, BusinessNumber]:
    """Both ends of a chat, or KeyError."""
    return world().customers.get(customer_id), world().numbers[number_id]
