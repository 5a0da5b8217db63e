"""A template for one-time codes. Meta writes its texts; to be chosen is how the code gets into the customer's app."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from chatapp.kinds import rules
from chatapp.kinds.limits import Span
from chatapp.kinds.reading import items, mapping, whole, word
from chatapp.message_templates.authoring.android_app import AndroidApp
from chatapp.message_templates.authoring.answers import is_yes
from chatapp.message_templates.authoring.rule_error import RuleError

#: The customer copies the code; or taps and Android fills it in; or Android does it by itself.
COPY_CODE, ONE_TAP, ZERO_TAP = TYPES = ("COPY_CODE", "ONE_TAP", "ZERO_TAP")
MINUTES, BUTTON, APPS = Span(1, 90), 25, Span(1, 5)


@dataclass(frozen=True)
class OneTimeCode:
    """`minutes` is how long a code is good, as Meta then says in the footer; `warning`: it adds not to share the code.

    `button` and `autofill` are the words on the buttons that copy and fill in, Meta's own if they are None. `apps` are
    those that Android may give the code to; zero-tap is for who has accepted Meta's `terms` for it.
    """

    type: str = COPY_CODE
    minutes: Any = None
    warning: bool = True
    button: Any = None
    autofill: Any = None
    apps: tuple[AndroidApp, ...] = ()
    terms: bool = False

    @classmethod
    def from_content(cls, content: Any) -> Self:
        """`{"type", "minutes", "warning", "button", "autofill", "apps": [{"package", "hash"}], "terms"}`."""
        content = mapping(content)
        return cls(
            type=str(word(content, "type") or COPY_CODE).upper(),
            minutes=whole(content, "minutes"),
            warning=is_yes(content.get("warning", True)),
            button=word(content, "button"),
            autofill=word(content, "autofill"),
            apps=tuple(AndroidApp.from_content(app) for app in items(content, "apps")),
            terms=is_yes(content.get("terms", False)),
        )

    @classmethod
    def of(cls, parts: Mapping[str, Mapping[str, Any]]) -> Self:
        """Meta's components by type, as they were made or as Meta tells them: with a link in place of the button."""
        button = mapping(next(iter(items(parts.get("BUTTONS", {}), "buttons")), None))
        link = {key: said[0] for key, said in parse_qs(urlsplit(str(button.get("url") or "")).query).items()}
        kind = str(button.get("otp_type") or link.get("otp_type") or COPY_CODE).upper()
        apps = items(button, "supported_apps") or ([link] if "package_name" in link else [])
        return cls(
            type=kind,
            minutes=parts.get("FOOTER", {}).get("code_expiration_minutes"),
            warning=bool(parts.get("BODY", {}).get("add_security_recommendation")),
            button=button.get("text"),
            autofill=button.get("autofill_text") or link.get("cta_display_name"),
            apps=tuple(map(AndroidApp.of, apps)) if kind != COPY_CODE else (),
            terms=kind == ZERO_TAP,
        )

    def to_content(self) -> dict[str, Any]:
        """The inverse of `from_content`."""
        apps = [app.to_content() for app in self.apps]
        told = ("type", "minutes", "warning", "button", "autofill", "terms")
        return {name: getattr(self, name) for name in told} | {"apps": apps}

    @property
    def fills_in(self) -> bool:
        """Whether Android takes part."""
        return self.type in (ONE_TAP, ZERO_TAP)

    def faults(self) -> rules.Faults:
        """What Meta lets be chosen."""
        yield from rules.choice("code.type", self.type, TYPES)
        yield from rules.some_whole("code.minutes", self.minutes, MINUTES)
        yield from rules.some_words("code.button", self.button, BUTTON)
        if not self.fills_in:
            return
        yield from rules.some_words("code.autofill", self.autofill, BUTTON)
        yield from rules.count("code.apps", len(self.apps), APPS)
        for place, app in enumerate(self.apps):
            yield from app.faults(f"code.apps.{place}")
        if self.type == ZERO_TAP and not self.terms:
            yield RuleError("code.terms", "terms_needed")

    def components(self) -> list[dict[str, Any]]:
        """Meta's body, footer and button, whose texts are Meta's."""
        parts: list[dict[str, Any]] = [{"type": "BODY", "add_security_recommendation": self.warning}]
        if self.minutes is not None:
            parts.append({"type": "FOOTER", "code_expiration_minutes": self.minutes})
        return [*parts, {"type": "BUTTONS", "buttons": [self._button()]}]

    def _button(self) -> dict[str, Any]:
        said = {"type": "OTP", "otp_type": self.type, "text": self.button}
        if self.fills_in:
            said |= {"autofill_text": self.autofill, "supported_apps": [app.component() for app in self.apps]}
        if self.type == ZERO_TAP:
            said["zero_tap_terms_accepted"] = self.terms
        return {key: value for key, value in said.items() if value not in (None, "")}
