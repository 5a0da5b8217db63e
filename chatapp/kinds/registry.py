"""All kinds, each on one line."""

from typing import Any

from chatapp.kinds import wire
from chatapp.kinds.audio import Audio
from chatapp.kinds.button_reply import ButtonReply
from chatapp.kinds.buttons import Buttons
from chatapp.kinds.call import Call
from chatapp.kinds.call_permission_reply import CallPermissionReply
from chatapp.kinds.carousel import Carousel
from chatapp.kinds.catalog import Catalog
from chatapp.kinds.contact_request import ContactRequest
from chatapp.kinds.contacts import Contacts
from chatapp.kinds.document import Document
from chatapp.kinds.edit import Edit
from chatapp.kinds.flow import Flow
from chatapp.kinds.form_reply import FormReply
from chatapp.kinds.image import Image
from chatapp.kinds.kind import Kind
from chatapp.kinds.link_button import LinkButton
from chatapp.kinds.list_message import ListMessage
from chatapp.kinds.list_reply import ListReply
from chatapp.kinds.location import Location
from chatapp.kinds.location_request import LocationRequest
from chatapp.kinds.order import Order
from chatapp.kinds.product import Product
from chatapp.kinds.product_list import ProductList
from chatapp.kinds.product_reply import ProductReply
from chatapp.kinds.quick_reply import QuickReply
from chatapp.kinds.reaction import Reaction
from chatapp.kinds.revoke import Revoke
from chatapp.kinds.sticker import Sticker
from chatapp.kinds.system import System
from chatapp.kinds.template import Template
from chatapp.kinds.text import Text
from chatapp.kinds.unknown import Unknown
from chatapp.kinds.unsupported import Unsupported
from chatapp.kinds.video import Video
from chatapp.kinds.voice import Voice
from chatapp.kinds.voice_call import VoiceCall

_KINDS: tuple[type[Kind], ...] = (
    Text,
    Image,
    Video,
    Audio,
    Voice,
    Document,
    Sticker,
    Location,
    Contacts,
    Reaction,
    Buttons,
    ListMessage,
    LinkButton,
    LocationRequest,
    ContactRequest,
    Flow,
    Product,
    ProductList,
    Catalog,
    Carousel,
    VoiceCall,
    Template,
    ButtonReply,
    ListReply,
    QuickReply,
    FormReply,
    CallPermissionReply,
    ProductReply,
    Order,
    System,
    Edit,
    Revoke,
    Call,
    Unsupported,
    Unknown,
)

REGISTRY: dict[str, type[Kind]] = {kind.name: kind for kind in _KINDS}

_BY_WIRE: dict[str, type[Kind]] = {kind.wire: kind for kind in _KINDS}

_UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, IndexError)


def read(message: dict[str, Any]) -> Kind:
    """The kind inside a webhook's message object. Never raises: a new type, or content that is not as it should be,
    is kept whole as `Unknown`."""
    try:
        return _BY_WIRE[wire.name_of(message)].from_webhook(message)
    except _UNREADABLE:
        return Unknown.from_webhook(message)


def restore(name: str, content: dict[str, Any]) -> Kind:
    """The kind that was stored as `name` and `content`. Never raises: one bad row must not blank a conversation."""
    try:
        return REGISTRY[name].from_stored(content)
    except _UNREADABLE:
        return Unknown.from_stored(content)


def compose(name: Any, content: Any) -> Kind:
    """What somebody wants to send, as a form or the JSON API says it. Never raises: `check` tells what is wrong, also
    with a `name` that is no kind which can be sent (the field is then "kind")."""
    kind = REGISTRY.get(name) if isinstance(name, str) else None
    if kind is None or not kind.sendable:
        return Unknown(None, {})
    return kind.from_content(content)
