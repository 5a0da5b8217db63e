"""Asking Meta to do something with the templates of a WhatsApp account."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

from chatapp.message_templates import syncing
from chatapp.message_templates.graph_templates import MetaTemplates
from chatapp.message_templates.refused import refusal
from chatapp.refusals import Refusal
from chatapp.whatsapp.failures import GraphError


def at_meta(account_id: int, waba_id: str, work: Callable[[MetaTemplates], Any]) -> Any:
    """What `work` gives. Refusal 409 with Meta's reason or without a number that speaks for the account, 503 when Meta
    is away. Ends the transaction."""
    meta = syncing.meta_templates(account_id, waba_id)
    if meta is None:
        raise Refusal("no_number", _("No connected number belongs to this WhatsApp account."))
    try:
        return work(meta)
    except GraphError as error:
        raise refusal(error) from error
