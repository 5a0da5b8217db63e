"""``/control/books`` and ``/control/webhooks``: what really happened."""

import json
import time

from flask import request
from flask.typing import ResponseReturnValue

from ..world import world
from .blueprint import control, customer_of


@control.get("/books")
def show_books() -> ResponseReturnValue:
    """Every customer with every message sent and received, in order; ``?customer=`` for one."""
    wanted = request.args.get("customer")
    customer = customer_of(int(wanted) if wanted.isdigit() and len(wanted) < 7 else wanted).id if wanted else None
    return {"customers": world().books.audit(world().customers.everyone(), customer)}


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
