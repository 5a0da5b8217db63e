"""What stands in a bubble: the partial of its kind. One message that cannot be drawn never takes the thread with it."""

import logging
from typing import TYPE_CHECKING

from flask import current_app
from jinja2.environment import TemplateModule

if TYPE_CHECKING:
    from chatapp.messages.bubbles import Bubble

_UNKNOWN = "kinds/unknown.html"
log = logging.getLogger(__name__)


def render(message: "Bubble") -> TemplateModule:
    """`kinds/<kind>.html`, or the placeholder if there is none or it fails. Jinja prints the result as HTML.

    Only the globals and `message` are known there: whoever looks, it is the same.
    """
    env = current_app.jinja_env
    # As "shared" Jinja takes the names as they are; its own way of adding the globals is slow.
    names = {**env.globals, "message": message}
    try:
        return env.select_template([f"kinds/{message.kind}.html", _UNKNOWN]).make_module(names, shared=True)
    except Exception:
        log.exception("Message %s cannot be drawn", message.id)
        return env.get_template(_UNKNOWN).make_module(names, shared=True)
