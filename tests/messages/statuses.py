"""Status webhooks, as Meta sends them, through the ledger and the receiving worker."""

import json
import time

from flask import current_app

from chatapp.extensions import db
from chatapp.inbound.processing import drain
from chatapp.jobs import RECEIVING
from chatapp.kinds import MessageStatus
from chatapp.models import Message, PhoneNumber, WebhookEvent
from chatapp.workers.worker import make_worker


def report(message: Message, wamid: str, status: MessageStatus, **more: object) -> None:
    """Meta reports `status` of the message it calls `wamid`, with our client id in it."""
    number = db.session.get(PhoneNumber, message.number_id)
    reported = {
        "id": wamid,
        "status": status.name.lower(),
        "timestamp": str(int(time.time())),
        "recipient_id": "5511987654321",
        "biz_opaque_callback_data": str(message.client_id),
        **more,
    }
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": number.display_number, "phone_number_id": number.phone_number_id},
        "statuses": [reported],
    }
    changes = [{"field": "messages", "value": value}]
    body = {"object": "whatsapp_business_account", "entry": [{"id": number.waba_id, "changes": changes}]}
    db.session.add(WebhookEvent(body=json.dumps(body).encode()))
    db.session.commit()
    drain.wake()
    make_worker(current_app, [RECEIVING]).work(burst=True, logging_level="WARNING")
    db.session.rollback()
