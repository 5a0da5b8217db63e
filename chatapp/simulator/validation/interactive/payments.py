"""``order_details`` and ``order_status``: the outline only, the amounts are the payment provider's business."""

from ..shape import anything, one_of, record, text
from .parts import message, named

DETAILS = record(
    {"reference_id": text(35), "currency": text(3), "total_amount": anything, "order": anything},
    {
        "type": one_of("digital-goods", "physical-goods"),
        "payment_type": text(),
        "payment_settings": anything,
        "payment_configuration": text(),
        "beneficiaries": anything,
        "shipping_info": anything,
    },
)
STATUS = record({"reference_id": text(35), "order": anything}, {"payment": anything})

ORDER_DETAILS = message(named("review_and_pay", DETAILS), headers=("text", "image", "video", "document"))
ORDER_STATUS = message(named("review_order", STATUS))
