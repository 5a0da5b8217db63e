"""Every type a business can send, with its check."""

from .contacts import CONTACTS
from .interactive import interactive
from .location import LOCATION
from .media import AUDIO, DOCUMENT, IMAGE, STICKER, VIDEO
from .reaction import reaction
from .shape import Check
from .template import TEMPLATE
from .text import TEXT

TYPES: dict[str, Check] = {
    "audio": AUDIO,
    "contacts": CONTACTS,
    "document": DOCUMENT,
    "image": IMAGE,
    "interactive": interactive,
    "location": LOCATION,
    "reaction": reaction,
    "sticker": STICKER,
    "template": TEMPLATE,
    "text": TEXT,
    "video": VIDEO,
}
