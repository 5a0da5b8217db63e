"""``cta_url``, ``location_request_message`` and ``request_contact_info``: please open, please tell."""

from ..shape import link, record
from .parts import message, named, words

URL_BUTTON = named("cta_url", record({"display_text": words(20), "url": link()}))

CTA_URL = message(URL_BUTTON, headers=("text", "image", "video", "document"))
LOCATION_REQUEST = message(named("send_location"), footer=False)
REQUEST_CONTACT_INFO = message(named("request_contact_info"))
