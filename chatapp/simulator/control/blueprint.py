"""The blueprint of ``/control``, its errors and what its routes share."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from ..customers import Customer
from ..origins import refuse_other_sites
from ..settings import BusinessNumber
from ..world import world

control = Blueprint("control", __name__, url_prefix="/control")
control.before_request(refuse_other_sites)


@control.errorhandler(ValueError)
def say_what_is_wrong(problem: ValueError) -> ResponseReturnValue:
    """A request that makes no sense, in one sentence."""
    return {"error": str(problem)}, 400


@control.errorhandler(KeyError)
def say_nothing_there(problem: KeyError) -> ResponseReturnValue:
    """Something named in the request does not exist."""
    return {"error": f"there is no {problem.args[0]}"}, 404


def document() -> dict[str, Any]:
    """The JSON object of the request."""
    sent = request.get_json(silent=True) if request.is_json else None
    if not isinstance(sent, dict):
        raise ValueError("send a JSON object with Content-Type: application/json")
    return sent


def customer_of(given: Any) -> Customer:
    """A customer by our id, phone digits, BSUID or name."""
    for customer in world().customers.everyone():
        if given in (customer.id, str(customer.id), customer.wa_id, customer.user_id, customer.name):
            return customer
    raise KeyError(f"customer {given!r}")


def number_of(given: Any) -> BusinessNumber:
    """A business number by phone number id or display digits; the first when none is named."""
    numbers = world().numbers
    if given is None:
        return next(iter(numbers.values()))
    for number in numbers.values():
        if str(given) in (number.id, number.display):
            return number
    raise KeyError(f"number {given!r}")
