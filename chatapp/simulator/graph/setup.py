"""Setting up: registration, subscription, profile, blocked users and tokens."""

import hmac
import time
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from ..dialing import country_code, digits_of
from ..errors import GraphError
from ..settings import BusinessNumber
from ..validation.shape import array, link, missing, one_of, record, text
from ..world import world
from .accounts import own_account
from .blueprint import body, graph, own_number

PROFILE = {
    "about": text(139),
    "address": text(256, least=0),
    "description": text(512, least=0),
    "email": text(128, least=0),
    "websites": array(link(256), least=0, most=2),
    "profile_picture_handle": text(),
    "vertical": one_of(
        "UNDEFINED",
        "OTHER",
        "AUTO",
        "BEAUTY",
        "APPAREL",
        "EDU",
        "ENTERTAIN",
        "EVENT_PLAN",
        "FINANCE",
        "GROCERY",
        "GOVT",
        "HOTEL",
        "HEALTH",
        "NONPROFIT",
        "PROF_SERVICES",
        "RETAIL",
        "TRAVEL",
        "RESTAURANT",
        "ALCOHOL",
        "ONLINE_GAMBLING",
        "PHYSICAL_GAMBLING",
        "OTC_DRUGS",
    ),
}
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


@graph.get("/<node:number_id>/whatsapp_business_profile")
def show_profile(number_id: str) -> ResponseReturnValue:
    """The fields asked for, with ``messaging_product``."""
    own_number(number_id)
    asked = request.args.get("fields", "about,address,description,email,profile_picture_url,websites,vertical").split(
        ","
    )
    profile = {"vertical": "RETAIL", **(world().documents("profile").get(number_id) or {})}
    return {"data": [{**{key: profile[key] for key in asked if key in profile}, "messaging_product": "whatsapp"}]}


@graph.post("/<node:number_id>/whatsapp_business_profile")
def change_profile(number_id: str) -> ResponseReturnValue:
    """Checks the limits and keeps what was sent."""
    own_number(number_id)
    sent = body()
    record({"messaging_product": one_of("whatsapp")}, PROFILE)(sent, "profile")
    kept = world().documents("profile")
    changes = {key: value for key, value in sent.items() if key != "messaging_product"}
    kept.put(number_id, {**(kept.get(number_id) or {}), **changes})
    return {"success": True}


@graph.route("/<node:number_id>/block_users", methods=["GET", "POST", "DELETE"])
def block_users(number_id: str) -> ResponseReturnValue:
    """Block, unblock and list; only people who wrote within 24 hours can be blocked."""
    number = own_number(number_id)
    kept = world().documents(f"blocked {number_id}")
    if request.method == "GET":
        shown = [{"messaging_product": "whatsapp", "wa_id": user} for user in kept.every_key()]
        return {"data": shown, "paging": {"cursors": {"before": "", "after": ""}}}
    done: list[dict[str, Any]] = []
    failed: list[dict[str, Any]] = []
    for entry in body().get("block_users", []):
        outcome = block(number, str(entry.get("user", "")), adding=request.method == "POST")
        (failed if "errors" in outcome else done).append(outcome)
    key = "added_users" if request.method == "POST" else "removed_users"
    return {
        "messaging_product": "whatsapp",
        "block_users": {key: done, **({"failed_users": failed} if failed else {})},
    }


def block(number: BusinessNumber, user: str, *, adding: bool) -> dict[str, Any]:
    """Block or unblock one user: ``{"input", "wa_id"}``, with ``errors`` if it could not be done."""
    digits = digits_of(user, country_code(number.display))
    customer = world().customers.with_phone(digits) if digits else world().customers.with_user_id(user)
    if customer is None:
        return {"input": user, "errors": [GraphError(131026, "Not a WhatsApp user.").as_webhook()]}
    spoke = world().books.last_opening(customer.id, number.id)
    if adding and (spoke is None or time.time() - spoke > 24 * 3600):
        problem = GraphError(139100, "Only users who messaged in the last 24 hours can be blocked.")
        return {"input": user, "wa_id": customer.address, "errors": [problem.as_webhook()]}
    kept = world().documents(f"blocked {number.id}")
    if adding:
        kept.put(customer.address, {})
    else:
        kept.remove(customer.address)
    return {"input": user, "wa_id": customer.address}


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
