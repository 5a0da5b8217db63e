"""Meta's limits on what a message may say. One place: checks, forms and tests read them here.

Lengths are in characters. Numbers with two ends are `Span`s. The sizes of files belong to the conversions of media.
"""

from typing import NamedTuple


class Span(NamedTuple):
    """From `least` to `most`, both allowed."""

    least: int
    most: int


TEXT_BODY = 4096
CAPTION = 1024
#: Ours: Meta says nothing of names of files, file systems do.
FILENAME = 240
#: Ours: Meta promises no length for the ids of its messages, and has not been seen to need half of it.
WAMID = 256
LATITUDE = Span(-90, 90)
LONGITUDE = Span(-180, 180)
#: Ours: Meta names no limit for the words of a place and of a contact card.
PLACE = 1024
CONTACT_FIELD = 255
#: Ours: WhatsApp itself stops here.
CONTACTS = Span(1, 257)

INTERACTIVE_BODY = 1024
HEADER_TEXT = 60
FOOTER = 60

BUTTONS = Span(1, 3)
BUTTON_TITLE = 20
BUTTON_ID = 256

#: Lists are the exception among interactive messages: their body may be as long as a text.
LIST_BODY = 4096
LIST_BUTTON = 20
SECTIONS = Span(1, 10)
SECTION_TITLE = 24
#: In total, over all sections.
ROWS = Span(1, 10)
ROW_TITLE = 24
ROW_ID = 200
ROW_DESCRIPTION = 72

LINK_TEXT = 20
URL = 2000

#: Meta names none; 30 is the most that has been seen to pass, 20 what looks well.
FLOW_TEXT = 30
#: Ours, like the lengths of all ids that Meta makes and tells us nothing of.
FLOW_TOKEN = 512
FLOW_ID = 200
FLOW_SCREEN = 200
CATALOG_ID = 200

#: In total, over all sections.
PRODUCTS = Span(1, 30)
#: Ours.
PRODUCT_ID = 200

CARDS = Span(2, 10)
CARD_BODY = 160
CARD_BODY_BREAKS = 2
#: Meta: "one or more", and never shows more than two.
CARD_BUTTONS = Span(1, 2)
#: Meta really says 20, not 256 as for other reply buttons.
CARD_BUTTON_ID = 20

CALL_TEXT = 20
CALL_MINUTES = Span(1, 43_200)
CALL_PAYLOAD = 512

TEMPLATE_NAME = 512
LANGUAGE = 20
#: Since 1970, until the year 10000.
MILLISECONDS = Span(0, 253_402_300_799_999)
TEMPLATE_CARDS = Span(0, 10)
TEMPLATE_BUTTONS = 10
#: A value stands inside a text of at most 1,024 characters (a header of 60).
TEMPLATE_VALUE = 1024
TEMPLATE_HEADER_VALUE = 60
QUICK_REPLY_PAYLOAD = 512
#: 15 on the older page of limited-time offers.
COUPON_CODE = 20
ONE_TIME_CODE = 15

_FRAME = {"body": INTERACTIVE_BODY, "footer": FOOTER}
_HEADED = _FRAME | {"header.text": HEADER_TEXT}

#: Kind -> field -> the most characters, or a Span of how many or how much. `*` stands for any index. Rows and products
#: are counted over all sections: `rows` and `products` are not fields.
FIELDS: dict[str, dict[str, int | Span]] = {
    "text": {"body": TEXT_BODY},
    "reaction": {"target": WAMID},
    "image": {"caption": CAPTION},
    "video": {"caption": CAPTION},
    "document": {"caption": CAPTION, "filename": FILENAME},
    "location": {"latitude": LATITUDE, "longitude": LONGITUDE, "name": PLACE, "address": PLACE},
    "contacts": {"contacts": CONTACTS, "contacts.*.name.formatted_name": CONTACT_FIELD},
    "buttons": _HEADED | {"buttons": BUTTONS, "buttons.*.title": BUTTON_TITLE, "buttons.*.id": BUTTON_ID},
    "list": _HEADED
    | {
        "body": LIST_BODY,
        "button": LIST_BUTTON,
        "sections": SECTIONS,
        "sections.*.title": SECTION_TITLE,
        "rows": ROWS,
        "sections.*.rows.*.title": ROW_TITLE,
        "sections.*.rows.*.id": ROW_ID,
        "sections.*.rows.*.description": ROW_DESCRIPTION,
    },
    "link_button": _HEADED | {"text": LINK_TEXT, "url": URL},
    "location_request": {"body": INTERACTIVE_BODY},
    "contact_request": {"body": INTERACTIVE_BODY},
    "flow": _HEADED | {"text": FLOW_TEXT, "flow_id": FLOW_ID, "token": FLOW_TOKEN, "screen": FLOW_SCREEN},
    "product": _FRAME | {"catalog_id": CATALOG_ID, "product_id": PRODUCT_ID},
    "product_list": _HEADED
    | {
        "catalog_id": CATALOG_ID,
        "sections": SECTIONS,
        "sections.*.title": SECTION_TITLE,
        "products": PRODUCTS,
        "sections.*.products.*": PRODUCT_ID,
    },
    "catalog": _FRAME | {"product_id": PRODUCT_ID},
    "carousel": {
        "body": INTERACTIVE_BODY,
        "cards": CARDS,
        "cards.*.body": CARD_BODY,
        "cards.*.buttons": CARD_BUTTONS,
        "cards.*.buttons.*.title": BUTTON_TITLE,
        "cards.*.buttons.*.id": CARD_BUTTON_ID,
        "cards.*.text": LINK_TEXT,
        "cards.*.url": URL,
    },
    "voice_call": _FRAME | {"text": CALL_TEXT, "minutes": CALL_MINUTES, "payload": CALL_PAYLOAD},
    "template": {
        "name": TEMPLATE_NAME,
        "header.values.*": TEMPLATE_HEADER_VALUE,
        "body.*": TEMPLATE_VALUE,
        "buttons": Span(0, TEMPLATE_BUTTONS),
        "buttons.*.suffix": URL,
        "buttons.*.payload": QUICK_REPLY_PAYLOAD,
        "buttons.*.coupon": COUPON_CODE,
        "buttons.*.code": ONE_TIME_CODE,
        "buttons.*.minutes": CALL_MINUTES,
        "cards": TEMPLATE_CARDS,
        "cards.*.body.*": CARD_BODY,
    },
}


def for_forms() -> dict[str, dict[str, int | dict[str, int]]]:
    """`FIELDS` as JSON, for counters and disabled buttons: `{"buttons": {"body": 1024, "buttons": {"least": 1,
    "most": 3}, "buttons.*.title": 20, ...}, ...}`."""
    return {
        kind: {field: limit._asdict() if isinstance(limit, Span) else limit for field, limit in fields.items()}
        for kind, fields in FIELDS.items()
    }
