"""The buttons of a template, and what each takes when it is sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from chatapp.kinds import limits
from chatapp.kinds.template import BUTTON_TYPES
from chatapp.message_templates import examples
from chatapp.message_templates.need import Need
from chatapp.message_templates.variables import names

#: Meta's type -> the button's type in `kinds.Template`. Links and one-time codes depend on more than their type.
TAKES = {
    "QUICK_REPLY": "quick_reply",
    "COPY_CODE": "copy_code",
    "FLOW": "flow",
    "CATALOG": "catalog",
    "MPM": "products",
    "VOICE_CALL": "voice_call",
}
#: Those that do their work as they are.
TAKE_NOTHING = ("URL", "PHONE_NUMBER", "REQUEST_CONTACT_INFO")
#: Meta refuses the message when these are given nothing.
DEMANDING = ("url", "copy_code", "otp", "products")


@dataclass(frozen=True)
class Button:
    """`index` is its place in the template, `type` Meta's, `takes` a key of `kinds.template.BUTTON_TYPES` or None."""

    index: int
    type: str
    text: str
    takes: str | None
    is_known: bool = True
    url: str | None = None
    phone: str | None = None
    sample: str = ""

    @property
    def is_demanding(self) -> bool:
        """Whether it cannot be left out."""
        return self.takes in DEMANDING

    def needs(self, path: str) -> Iterator[Need]:
        """A one-time code needs nothing of its own: it is the one in the body."""
        if self.takes == "quick_reply":
            most = limits.QUICK_REPLY_PAYLOAD
            yield Need(f"{path}.payload", "text", "payload", sample=self.text, most=most, required=False)
        elif self.takes == "url":
            yield Need(f"{path}.suffix", "text", "suffix", sample=self._sample_suffix, most=limits.URL)
        elif self.takes == "copy_code":
            yield Need(f"{path}.coupon", "text", "coupon", sample=self.sample, most=limits.COUPON_CODE)
        elif self.takes == "flow":
            yield Need(f"{path}.token", "text", "token", most=limits.FLOW_TOKEN, required=False)
        elif self.takes == "catalog":
            yield Need(f"{path}.product_id", "text", "product", most=limits.PRODUCT_ID, required=False)
        elif self.takes == "voice_call":
            yield Need(f"{path}.minutes", "number", "minutes", required=False)
            yield Need(f"{path}.payload", "text", "payload", most=limits.CALL_PAYLOAD, required=False)
        elif self.takes == "products":
            yield Need(f"{path}.product_id", "text", "product", most=limits.PRODUCT_ID)
            yield Need(f"{path}.sections.0.title", "text", "section", most=limits.SECTION_TITLE, required=False)
            yield Need(f"{path}.sections.0.products", "lines", "products")

    @property
    def _sample_suffix(self) -> str:
        """Meta keeps the whole link as a sample; the value is only what replaces the variable."""
        fixed = (self.url or "").partition("{{")[0]
        return self.sample.removeprefix(fixed)


def read_buttons(buttons: list[Any], category: str) -> tuple[Button, ...]:
    """Meta's buttons. What is no object is left out, but keeps its place."""
    return tuple(_read(i, button, category) for i, button in enumerate(buttons) if isinstance(button, dict))


def _read(index: int, button: dict[str, Any], category: str) -> Button:
    kind = str(button.get("type")).upper()
    url = button.get("url") or None
    takes = TAKES.get(kind)
    if kind == "OTP" or (kind == "URL" and category == "AUTHENTICATION" and names(url)):
        takes = "otp"
    elif kind == "URL" and names(url):
        takes = "url"
    return Button(
        index=index,
        type=kind,
        text=str(button.get("text") or ""),
        takes=takes,
        is_known=takes in BUTTON_TYPES or kind in TAKE_NOTHING,
        url=url,
        phone=button.get("phone_number") or None,
        sample=examples.of_button(button),
    )
