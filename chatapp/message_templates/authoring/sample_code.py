"""What Meta's own one-time codes look like."""

from flask_babel import gettext as _

from chatapp.kinds.template import Shown, ShownButton
from chatapp.message_templates.authoring.one_time_code import OneTimeCode


def one_time_code_sample(code: OneTimeCode) -> Shown:
    """In Meta's words, which nobody can change; in which language depends on the template's."""
    warning = " " + _("For your security, do not share this code.") if code.warning else ""
    footer = _("This code expires in %(n)s minutes.", n=code.minutes) if code.minutes else None
    words = (code.autofill or _("Autofill")) if code.fills_in else (code.button or _("Copy code"))
    body = _("*%(code)s* is your verification code.", code="123456") + warning
    return Shown(body=body, footer=footer, buttons=(ShownButton("OTP", str(words)),), category="AUTHENTICATION")
