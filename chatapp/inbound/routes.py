"""Meta's handshake. The webhooks themselves are taken by `front`, before Flask."""

import hmac

from flask import Blueprint, Response, abort, request

from chatapp import accounts
from chatapp.web.security import public

blueprint = Blueprint("inbound", __name__)


@blueprint.get("/webhook")
@public
def handshake() -> Response:
    """Sent when the callback URL is saved at Meta: whoever knows the verify token hears its challenge again."""
    shown = request.args.get("hub.verify_token", "").encode()
    matches = [hmac.compare_digest(token.encode(), shown) for token in accounts.verify_tokens()]
    if request.args.get("hub.mode") != "subscribe" or not any(matches):
        abort(403)
    return Response(request.args.get("hub.challenge", ""), mimetype="text/plain")
