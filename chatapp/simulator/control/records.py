"""``/control/books`` and ``/control/webhooks``: what really happened."""

import json
import secrets
import time

import requests
from flask import request
from flask.typing import ResponseReturnValue

from ..auditing import audit
from ..world import world
from .blueprint import control, customer_of


@control.get("/books")
def show_books() -> ResponseReturnValue:
    """Every customer with every message sent and received, in order; ``?customer=`` (id, phone, name) for one."""
    wanted = request.args.get("customer")
    customers = [customer_of(wanted)] if wanted else world().customers.everyone()
    return {"customers": audit(world().database, customers)}


@control.get("/webhooks")
def show_webhooks() -> ResponseReturnValue:
    """The newest deliveries (``?limit=``, 100), oldest first, and how many updates wait."""
    limit = request.args.get("limit", 100, int)
    rows = world().database.rows("SELECT * FROM deliveries ORDER BY id DESC LIMIT ?", limit)
    deliveries = [{**dict(row), "updates": json.loads(row["updates"])} for row in reversed(rows)]
    waiting = world().database.row(
        "SELECT count(*) AS n, min(created_at) AS oldest FROM updates WHERE accepted_at IS NULL AND gave_up_at IS NULL"
    )
    age = round(time.time() - waiting["oldest"], 1) if waiting["n"] else 0
    return {"deliveries": deliveries, "waiting": waiting["n"], "oldest_s": age}


@control.post("/webhooks/retry")
def retry_now() -> ResponseReturnValue:
    """Try everything that waits at once."""
    world().queue.hurry()
    return {"success": True}


@control.post("/handshake")
def shake_hands() -> ResponseReturnValue:
    """Ask the webhook to prove itself, as Meta does when its address is saved."""
    settings, challenge = world().settings, str(secrets.randbelow(10**10))
    asked = {"hub.mode": "subscribe", "hub.challenge": challenge, "hub.verify_token": settings.verify_token}
    try:
        answer = requests.get(settings.webhook_url, params=asked, timeout=10, allow_redirects=False)
    except requests.RequestException as problem:
        return {"verified": False, "status": None, "error": str(problem)}
    return {"verified": answer.status_code == 200 and answer.text == challenge, "status": answer.status_code}
