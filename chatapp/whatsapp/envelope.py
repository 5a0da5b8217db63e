"""The message object that `POST /{phone_number_id}/messages` takes."""

from typing import Any

from chatapp.kinds import Kind
from chatapp.whatsapp.identity import digits
from chatapp.whatsapp.limits import CALLBACK_DATA


def message(
    kind: Kind,
    *,
    wa_id: str | None = None,
    bsuid: str | None = None,
    quoted: str | None = None,
    callback_data: str | None = None,
) -> dict[str, Any]:
    """Address `kind` to a customer: by phone when we know it (Meta would prefer it anyway), else by BSUID.

    `quoted` is the wamid it answers; `callback_data` comes back in every status. ValueError for a message to nobody or
    callback data over 512 characters.
    """
    payload = {"messaging_product": "whatsapp", "recipient_type": "individual", **_recipient(wa_id, bsuid)}
    if quoted:
        payload["context"] = {"message_id": quoted}
    if callback_data:
        if len(callback_data) > CALLBACK_DATA:
            raise ValueError(f"callback data is longer than {CALLBACK_DATA} characters")
        payload["biz_opaque_callback_data"] = callback_data
    return payload | kind.to_graph()


def _recipient(wa_id: str | None, bsuid: str | None) -> dict[str, str]:
    if wa_id:
        # Without the plus Meta would put the business number's own country code in front.
        return {"to": f"+{digits(wa_id)}"}
    if bsuid:
        return {"recipient": bsuid}
    raise ValueError("a message needs a phone number or a BSUID to go to")
