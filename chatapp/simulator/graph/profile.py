"""The business profile customers see."""

from flask import request
from flask.typing import ResponseReturnValue

from ..validation.shape import array, link, one_of, record, text
from ..world import world
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
