"""``interactive``: one module per family, one rule per ``interactive.type``."""

from typing import Any

from ..shape import Check, missing, refuse
from .calls import CALL_PERMISSION_REQUEST, VOICE_CALL
from .carousel import CAROUSEL
from .choices import BUTTON, LIST
from .flows import ADDRESS_MESSAGE, FLOW
from .payments import ORDER_DETAILS, ORDER_STATUS
from .products import CATALOG_MESSAGE, PRODUCT, PRODUCT_LIST
from .requests import CTA_URL, LOCATION_REQUEST, REQUEST_CONTACT_INFO

KINDS: dict[str, Check] = {
    "address_message": ADDRESS_MESSAGE,
    "button": BUTTON,
    "call_permission_request": CALL_PERMISSION_REQUEST,
    "carousel": CAROUSEL,
    "catalog_message": CATALOG_MESSAGE,
    "cta_url": CTA_URL,
    "flow": FLOW,
    "list": LIST,
    "location_request_message": LOCATION_REQUEST,
    "order_details": ORDER_DETAILS,
    "order_status": ORDER_STATUS,
    "product": PRODUCT,
    "product_list": PRODUCT_LIST,
    "request_contact_info": REQUEST_CONTACT_INFO,
    "voice_call": VOICE_CALL,
}


def interactive(value: Any, path: str) -> None:
    """Find the rule of this ``type`` and apply it."""
    if not isinstance(value, dict):
        raise refuse(path, "must be a JSON object.", 100)
    kind = value.get("type")
    if kind is None:
        raise missing(f"{path}['type']")
    if kind not in KINDS:
        raise refuse(f"{path}['type']", f'must be one of {{{", ".join(KINDS)}}} - got "{kind}".', 100)
    KINDS[kind](value, path)
