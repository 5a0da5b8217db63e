"""Buttons of templates that need one value."""

from dataclasses import dataclass
from typing import Any

from chatapp.kinds import limits, rules
from chatapp.kinds.field_error import FieldError
from chatapp.kinds.template.button import TemplateButton


@dataclass(frozen=True)
class QuickReplyButton(TemplateButton):
    """`payload` comes back with the tap, as a `quick_reply`."""

    type = "quick_reply"
    sub_type = "quick_reply"

    payload: str | None

    def own_faults(self) -> rules.Faults:
        """It has to be there."""
        yield from rules.words("payload", self.payload, limits.QUICK_REPLY_PAYLOAD)

    def parameters(self) -> list[dict[str, Any]]:
        """The payload."""
        return [{"type": "payload", "payload": self.payload}]


@dataclass(frozen=True)
class UrlButton(TemplateButton):
    """`suffix` completes the template's link."""

    type = "url"
    sub_type = "url"

    suffix: str | None

    def own_faults(self) -> rules.Faults:
        """It has to be there."""
        yield from rules.words("suffix", self.suffix, limits.URL)
        if isinstance(self.suffix, str) and any(letter.isspace() for letter in self.suffix):
            yield FieldError("suffix", "bad_spacing")

    def parameters(self) -> list[dict[str, Any]]:
        """The rest of the link."""
        return [{"type": "text", "text": self.suffix}]


@dataclass(frozen=True)
class CopyCodeButton(TemplateButton):
    """`coupon` is what the button copies."""

    type = "copy_code"
    sub_type = "copy_code"

    coupon: str | None

    def own_faults(self) -> rules.Faults:
        """It has to be there."""
        yield from rules.one_line_value("coupon", self.coupon, limits.COUPON_CODE)

    def parameters(self) -> list[dict[str, Any]]:
        """The code."""
        return [{"type": "coupon_code", "coupon_code": self.coupon}]


@dataclass(frozen=True)
class OneTimeCodeButton(TemplateButton):
    """`code` is the same as in the body; Meta sends it as if it were a link."""

    type = "otp"
    sub_type = "url"

    code: str | None

    def own_faults(self) -> rules.Faults:
        """It has to be there."""
        yield from rules.one_line_value("code", self.code, limits.ONE_TIME_CODE)

    def parameters(self) -> list[dict[str, Any]]:
        """The code."""
        return [{"type": "text", "text": self.code}]
