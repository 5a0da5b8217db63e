"""The blueprint of the Graph API and what all its routes share."""

import re
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from werkzeug.routing import BaseConverter

from ..errors import GraphError, nothing_there
from ..settings import BusinessNumber
from ..world import world
from . import guard

graph = Blueprint("graph", __name__)
graph.before_request(guard.before)
graph.after_request(guard.after)


class VersionConverter(BaseConverter):
    """``v26.0``: any version is served; Meta serves an expired one as the oldest that lives."""

    regex = r"v\d+\.\d+"


class NodeConverter(BaseConverter):
    """A Graph node id."""

    regex = r"\d+"


@graph.url_value_preprocessor
def forget_version(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """The version is part of the path and of nothing else."""
    if values:
        values.pop("version", None)


@graph.errorhandler(GraphError)
def answer_error(error: GraphError) -> ResponseReturnValue:
    """Every refusal has Meta's shape."""
    return error.as_answer(), error.http


def own_number(number_id: str) -> BusinessNumber:
    """A phone number id of this simulator, or Meta's "does not exist"."""
    number = world().numbers.get(number_id)
    if number is None:
        raise nothing_there(number_id)
    return number


def body() -> dict[str, Any]:
    """The JSON object that was sent; anything else counts as nothing sent, as with Meta."""
    sent = request.get_json(silent=True, force=True) if request.data else request.form.to_dict()
    return sent if isinstance(sent, dict) else {}


def is_node(text: str) -> bool:
    """Whether it looks like a Graph id."""
    return bool(re.fullmatch(r"\d+", text))
