"""Templates for one-time codes: what may be chosen, and what Meta makes of it."""

import re
from typing import Any
from urllib.parse import urlencode

from ..errors import GraphError
from .refusing import invalid

TYPES = ("COPY_CODE", "ONE_TAP", "ZERO_TAP")
MINUTES, APPS = range(1, 91), range(1, 6)
PACKAGE = re.compile(r"[A-Za-z]\w*(\.[A-Za-z]\w*)+", re.ASCII)
HASH = re.compile(r"[A-Za-z0-9+/=]{11}")
# Language -> (body, security recommendation, footer, button that copies, button that fills in).
TEXTS = {
    "en": (
        "*{{1}}* is your verification code.",
        " For your security, do not share this code.",
        "This code expires in {} minutes.",
        "Copy code",
        "Autofill",
    ),
    "pt": (
        "Seu código de verificação é *{{1}}*.",
        " Para sua segurança, não o compartilhe.",
        "Este código expira em {} minutos.",
        "Copiar código",
        "Preenchimento automático",
    ),
}


def check_code(parts: dict[str, dict[str, Any]]) -> None:
    """No words of one's own, one OTP button, and for those that fill in the apps that may take the code."""
    if set(parts) - {"BODY", "FOOTER", "BUTTONS"} or parts["BODY"].get("text") or parts.get("FOOTER", {}).get("text"):
        raise invalid("AUTHENTICATION templates have fixed texts.")
    minutes = parts.get("FOOTER", {}).get("code_expiration_minutes", MINUTES[0])
    if minutes not in MINUTES:
        raise invalid("code_expiration_minutes is 1 to 90.")
    buttons = parts.get("BUTTONS", {}).get("buttons", [])
    if [str(button.get("type", "")).upper() for button in buttons] != ["OTP"]:
        raise invalid("AUTHENTICATION templates have one OTP button.")
    kind = str(buttons[0].get("otp_type", "")).upper()
    if kind not in TYPES:
        raise invalid(f"otp_type must be one of {', '.join(TYPES)}.")
    if len(buttons[0].get("autofill_text", "")) > 25:
        raise GraphError(2388040, "autofill_text is at most 25 characters.")
    if kind != "COPY_CODE":
        check_apps(buttons[0].get("supported_apps") or [])
    if kind == "ZERO_TAP" and buttons[0].get("zero_tap_terms_accepted") is not True:
        raise invalid("zero_tap_terms_accepted must be true.")


def check_apps(apps: list[dict[str, Any]]) -> None:
    """One to five, each with a package and the hash of its signing key."""
    if len(apps) not in APPS:
        raise invalid("supported_apps has 1 to 5 entries.")
    for app in apps:
        if not PACKAGE.fullmatch(str(app.get("package_name", ""))):
            raise invalid("package_name has at least two segments, each beginning with a letter.")
        if not HASH.fullmatch(str(app.get("signature_hash", ""))):
            raise invalid("signature_hash has 11 characters.")


def written_out(components: list[dict[str, Any]], language: str) -> list[dict[str, Any]]:
    """The components as Meta shows them afterwards: with its own texts, and a link in place of the button."""
    parts = {each["type"].upper(): each for each in components}
    body, warning, expires, copies, fills_in = TEXTS.get(language[:2], TEXTS["en"])
    text = body + (warning if parts["BODY"].get("add_security_recommendation") else "")
    shown = [{**parts["BODY"], "type": "BODY", "text": text, "example": {"body_text": [["123456"]]}}]
    minutes = parts.get("FOOTER", {}).get("code_expiration_minutes")
    if minutes:
        shown.append({**parts["FOOTER"], "type": "FOOTER", "text": expires.format(minutes)})
    button = parts["BUTTONS"]["buttons"][0]
    query = {"otp_type": button["otp_type"].upper()}
    if query["otp_type"] != "COPY_CODE":
        app = button["supported_apps"][0]
        query |= {"cta_display_name": button.get("autofill_text") or fills_in, **app}
    url = f"https://www.whatsapp.com/otp/code/?{urlencode(query)}&code=otp"
    link = {"type": "URL", "text": button.get("text") or copies, "url": url + "{{1}}", "example": [url + "123456"]}
    return [*shown, {"type": "BUTTONS", "buttons": [link]}]
