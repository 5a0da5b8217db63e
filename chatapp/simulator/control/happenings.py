"""``/control/statuses``, ``identities``, ``media`` and ``updates``: rarer events by script."""

from flask import request
from flask.typing import ResponseReturnValue

from ..errors import GraphError
from ..media.customers_files import file_message
from ..world import world
from .blueprint import control, customer_of, document, number_of

STATUSES = ("sent", "delivered", "read", "played", "failed")


@control.post("/statuses")
def report_status() -> ResponseReturnValue:
    """``{"wamid", "status", "code"?, "details"?}``: report a status of a business message now, at most once each."""
    sent = document()
    message = world().books.message(str(sent.get("wamid")))
    if message is None or message.direction != "from_business":
        raise KeyError(f"business message {sent.get('wamid')!r}")
    if sent.get("status") not in STATUSES:
        raise ValueError(f"status is one of {', '.join(STATUSES)}")
    errors = None
    if sent["status"] == "failed":
        errors = [GraphError(int(sent.get("code", 131000)), sent.get("details")).as_webhook()]
    return {"reported": world().network.force_status(message, sent["status"], errors)}


@control.post("/identities")
def change_identity() -> ResponseReturnValue:
    """``{"customer", "wa_id"?, "user_id"?}``: a new phone, and always a new user id; the business is told."""
    sent = document()
    customer = customer_of(sent.get("customer"))
    changed = world().network.customer_changes(customer, sent.get("wa_id"), sent.get("user_id"))
    return changed.as_json()


@control.post("/media")
def keep_media() -> ResponseReturnValue:
    """Multipart ``file`` (and ``number``): gives ``{"id", "mime_type", "sha256", "url"?}`` to put into a message."""
    file = request.files.get("file")
    if file is None:
        raise ValueError("send a multipart form with a file")
    number = number_of(request.form.get("number"))
    media = world().media.keep(number.id, "customer", file.mimetype, file.filename, file.stream)
    return world().media.as_webhook(media), 201


@control.post("/files")
def make_message_of_file() -> ResponseReturnValue:
    """Multipart ``file``, ``kind``, ``caption``?, ``number``?: the message a phone would send, for ``messages``."""
    file = request.files.get("file")
    if file is None:
        raise ValueError("send a multipart form with a file")
    form = request.form
    number, kind = number_of(form.get("number")), form.get("kind", "document")
    caption = form.get("caption", "")
    return file_message(world(), number, kind, file.mimetype, file.filename, file.stream, caption), 201


@control.post("/updates")
def emit_update() -> ResponseReturnValue:
    """``{"field", "value", "number"?}``: any webhook, verbatim, signed and retried like the others."""
    sent = document()
    if not isinstance(sent.get("field"), str) or not isinstance(sent.get("value"), dict):
        raise ValueError('send {"field": "account_update", "value": {...}}')
    world().reports.verbatim(number_of(sent.get("number")), sent["field"], sent["value"])
    return {"success": True}, 201
