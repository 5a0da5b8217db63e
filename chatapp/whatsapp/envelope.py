"""The message object that `POST /{phone_number_id}/messages` takes."""

from collections.abc import Mapping
from typing import Any

from chatapp.kinds import Kind
from chatapp.kinds.file import NO_IDS
from chatapp.whatsapp.identity import digits
from chatapp.whatsapp.limits import CALLBACK_DATA


def message(
    kind: Kind,
    *,
    wa_id: str | None = None,
    bsuid: str | None = None,
    quoted: str | None = None,
    callback_data: str | None = None,
    meta_ids: Mapping[int, str] = NO_IDS,
) -> dict[str, Any]:
    """Address `kind` to a customer: by phone when we know it (Meta would prefer it anyway), else by BSUID.

    `quoted` is the wamid it answers, left out where Meta takes none (reactions); `callback_data` comes back in every
    status; `meta_ids` is what Meta calls our files. ValueError for a message to nobody or callback data over 512
    characters; what `kind.to_graph` raises.
    """
    payload = {"messaging_product": "whatsapp", "recipient_type": "individual", **_recipient(wa_id, bsuid)}
    if quoted and kind.can_quote:
        payload["context"] = {"message_id": quoted}
    if callback_data:
        if len(callback_data) > CALLBACK_DATA:
            raise ValueError(f"callback data is longer than {CALLBACK_DATA} characters")
        payload["biz_opaque_callback_data"] = callback_data
    return payload | kind.to_graph(meta_ids)


def _recipient(wa_id: str | None, bsuid: str | None) -> dict[str, str]:
    if wa_id:
        # Without the plus Meta would put the business number's own country code in front.
        return {"to": f"+{digits(wa_id)}"}
    if bsuid:
        return {"recipient": bsuid}
    raise ValueError("a message needs a phone number or a BSUID to go to")
