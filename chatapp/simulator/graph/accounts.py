"""What Meta tells about numbers and accounts."""

from typing import Any

from flask import request

from ..errors import nothing_there
from ..settings import BusinessNumber
from ..world import world

NUMBER_FIELDS = ("verified_name", "code_verification_status", "display_phone_number", "quality_rating", "id")
ACCOUNT_FIELDS = ("id", "name", "timezone_id", "message_template_namespace")


def accounts() -> set[str]:
    """The ids of all WhatsApp business accounts here."""
    return {number.waba_id for number in world().numbers.values()}


def own_account(waba_id: str) -> str:
    """An account of this simulator, or Meta's "does not exist"."""
    if waba_id not in accounts():
        raise nothing_there(waba_id)
    return waba_id


def chosen(facts: dict[str, Any], default: tuple[str, ...]) -> dict[str, Any]:
    """The fields asked for in ``?fields=`` and the id; unknown ones are left out."""
    asked = [name.strip() for name in request.args.get("fields", "").split(",") if name.strip()]
    return {name: facts[name] for name in dict.fromkeys([*(asked or default), "id"]) if name in facts}


def number_facts(number: BusinessNumber) -> dict[str, Any]:
    """Every field of a phone number that Meta documents."""
    throughput = world().board.now.throughput
    return {
        "id": number.id,
        "display_phone_number": spelled(number.display),
        "verified_name": number.verified_name,
        "quality_rating": "GREEN",
        "code_verification_status": "VERIFIED",
        "name_status": "APPROVED",
        "new_name_status": "NONE",
        "status": "CONNECTED",
        "account_mode": "LIVE",
        "host_platform": "CLOUD_API",
        "platform_type": "CLOUD_API",
        "is_official_business_account": False,
        "is_on_biz_app": False,
        "is_pin_enabled": True,
        "country_code": "BR",
        "whatsapp_business_manager_messaging_limit": "TIER_2K",
        "throughput": {"level": "HIGH" if throughput >= 1000 else "STANDARD"},
        "webhook_configuration": {"application": world().settings.webhook_url},
        "health_status": health(number),
    }


def spelled(digits: str) -> str:
    """Digits as Meta prints a number: ``+55 11 4000-0001``."""
    return f"+{digits[:2]} {digits[2:4]} {digits[4:-4]}-{digits[-4:]}"


def health(number: BusinessNumber) -> dict[str, Any]:
    """``health_status``: also how clients learn the account's and the app's ids."""
    parts = (("PHONE_NUMBER", number.id), ("WABA", number.waba_id), ("APP", world().settings.app_id))
    entities = [{"entity_type": kind, "id": node, "can_send_message": "AVAILABLE"} for kind, node in parts]
    return {"can_send_message": "AVAILABLE", "entities": entities}


def account_facts(waba_id: str) -> dict[str, Any]:
    """Every field of an account that Meta documents."""
    return {
        "id": waba_id,
        "name": "Simulated account",
        "timezone_id": "25",
        "currency": "BRL",
        "country": "BR",
        "status": "ACTIVE",
        "account_review_status": "APPROVED",
        "business_verification_status": "verified",
        "message_template_namespace": "00000000_0000_0000_0000_000000000000",
        "ownership_type": "SELF",
    }
