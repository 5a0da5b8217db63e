"""Setting up: registration, subscription and tokens."""

import hmac
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from ..errors import GraphError
from ..validation.shape import missing
from ..world import world
from .accounts import own_account
from .blueprint import body, graph, own_number

SCOPES = ["whatsapp_business_management", "whatsapp_business_messaging"]


@graph.post("/<node:number_id>/register")
def register(number_id: str) -> ResponseReturnValue:
    """``{"messaging_product", "pin"}``."""
    own_number(number_id)
    sent = body()
    if sent.get("messaging_product") != "whatsapp":
        raise missing("messaging_product")
    if not str(sent.get("pin", "")).isdigit() or len(str(sent["pin"])) != 6:
        raise GraphError(100, message="(#100) Param pin must be 6 characters long.")
    return {"success": True}


@graph.post("/<node:number_id>/deregister")
def deregister(number_id: str) -> ResponseReturnValue:
    """Taken and without consequence here."""
    own_number(number_id)
    return {"success": True}


@graph.post("/<node:number_id>/request_code")
def request_code(number_id: str) -> ResponseReturnValue:
    """Our numbers are verified already (136024)."""
    own_number(number_id)
    raise GraphError(136024)


@graph.route("/<node:waba_id>/subscribed_apps", methods=["GET", "POST", "DELETE"])
def subscribed_apps(waba_id: str) -> ResponseReturnValue:
    """Which apps get this account's webhooks: ours, once subscribed (webhooks are sent all the same)."""
    own_account(waba_id)
    kept = world().documents("subscription")
    if request.method == "POST":
        kept.put(waba_id, {key: value for key, value in body().items() if key == "override_callback_uri"})
        return {"success": True}
    if request.method == "DELETE":
        kept.remove(waba_id)
        return {"success": True}
    app = {"id": world().settings.app_id, "link": "https://www.facebook.com/games/?app_id=0", "name": "Simulator"}
    override = kept.get(waba_id)
    return {"data": [] if override is None else [{"whatsapp_business_api_data": app, **override}]}


@graph.get("/debug_token")
def debug_token() -> ResponseReturnValue:
    """What a token may do; asked with the app's own token."""
    settings, state = world().settings, world().board.now.token
    asked = request.args.get("input_token", "")
    valid = state == "valid" and hmac.compare_digest(asked.encode(), settings.token.encode())
    data: dict[str, Any] = {
        "app_id": settings.app_id,
        "type": "SYSTEM_USER",
        "application": "Simulator",
        "is_valid": valid,
        "scopes": SCOPES if valid else [],
    }
    if valid:
        accounts = sorted({number.waba_id for number in settings.numbers})
        data |= {
            "expires_at": 0,
            "data_access_expires_at": 0,
            "issued_at": 1790000000,
            "user_id": "122100000000001",
            "granular_scopes": [{"scope": scope, "target_ids": accounts} for scope in SCOPES],
        }
    else:
        data["error"] = {"code": 190, "message": "Error validating access token", "subcode": 463}
    return {"data": data}
