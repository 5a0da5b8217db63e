"""``voice_call`` and ``call_permission_request``."""

from ..shape import integer, record
from .parts import message, named, words

PARAMETERS = record(optional={"display_text": words(20), "ttl_minutes": integer(1, 43200), "payload": words(512)})

VOICE_CALL = message(named("voice_call", PARAMETERS, required=False))
CALL_PERMISSION_REQUEST = message(named("call_permission_request"), body_required=False)
