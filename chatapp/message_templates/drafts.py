"""A template that is being written: what the form holds, and Meta's document made of it.

Made are the parts that people write: a header, a body, a footer, buttons, and Meta's own one-time codes. Templates with
other parts (carousels, offers, products) are made at Meta and sent from here; `Draft.of` is None for those.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from chatapp.kinds import FieldError
from chatapp.kinds.reading import items, mapping, tidy, whole, word
from chatapp.message_templates import draft_rules, examples
from chatapp.message_templates.draft_button import DraftButton
from chatapp.message_templates.variables import are_counted, given, names
from chatapp.models import MessageTemplate

MEDIA = ("IMAGE", "VIDEO", "DOCUMENT")
AUTHENTICATION = "AUTHENTICATION"
_PARTS = {"HEADER", "BODY", "FOOTER", "BUTTONS"}


@dataclass(frozen=True)
class Draft:
    """Texts are None where nothing is written. `header_type` is "", TEXT, IMAGE, VIDEO, DOCUMENT or LOCATION.

    `header_handle` is Meta's for the sample of a picture, film or document; `code_minutes` how long a one-time code is
    good, as Meta then says in the footer; `code_warning` whether it adds not to share the code.
    """

    name: str | None = None
    language: str | None = None
    category: str | None = None
    header_type: str = ""
    header_text: str | None = None
    header_samples: dict[str, Any] = field(default_factory=dict)
    header_handle: str | None = None
    body: str | None = None
    body_samples: dict[str, Any] = field(default_factory=dict)
    footer: str | None = None
    buttons: tuple[DraftButton, ...] = ()
    code_minutes: Any = None
    code_warning: bool = True
    code_button: str | None = None

    @classmethod
    def from_content(cls, content: Any) -> Self:
        """`{"name", "language", "category", "header": {"type", "text", "samples", "handle"}, "body": {"text",
        "samples"}, "footer", "buttons": [{"type", ...}], "code": {"minutes", "warning", "button"}}`; samples by
        variable. Raises nothing: `check` tells what is wrong."""
        content = mapping(tidy(content))
        header, body, code = (mapping(content.get(part)) for part in ("header", "body", "code"))
        return cls(
            **{key: word(content, key) for key in ("name", "language", "category", "footer")},
            header_type=str(word(header, "type") or "").upper(),
            header_text=word(header, "text"),
            header_samples=given(names(_text(header)), header.get("samples")),
            header_handle=word(header, "handle"),
            body=word(body, "text"),
            body_samples=given(names(_text(body)), body.get("samples")),
            buttons=tuple(DraftButton.from_content(mapping(button)) for button in items(content, "buttons")),
            code_minutes=whole(code, "minutes"),
            code_warning=str(code.get("warning", True)).lower() in ("true", "on", "1", "yes"),
            code_button=word(code, "button"),
        )

    @classmethod
    def of(cls, template: MessageTemplate) -> Self | None:
        """As it is at Meta; None when it has parts that this form does not know."""
        parts = {str(part.get("type")).upper(): part for part in template.components}
        header, body = parts.get("HEADER", {}), parts.get("BODY", {})
        buttons = [DraftButton.of(mapping(button)) for button in items(parts.get("BUTTONS", {}), "buttons")]
        own = {"name": template.name, "language": template.language, "category": template.category}
        if template.category == AUTHENTICATION:
            return cls(**own, **_code(body, parts.get("FOOTER", {}), items(parts.get("BUTTONS", {}), "buttons")))
        if set(parts) - _PARTS or None in buttons:
            return None
        handle = (items(mapping(header.get("example")), "header_handle") or [""])[0]
        return cls(
            **own,
            header_type=str(header.get("format") or "TEXT").upper() if header else "",
            header_text=header.get("text"),
            header_samples=examples.of_text(header, "header_text", names(header.get("text"))),
            # Meta shows a link to the sample, and wants a handle.
            header_handle=None if str(handle).startswith("http") else handle or None,
            body=body.get("text"),
            body_samples=examples.of_text(body, "body_text", names(body.get("text"))),
            footer=parts.get("FOOTER", {}).get("text"),
            buttons=tuple(buttons),
        )

    @property
    def is_one_time_code(self) -> bool:
        """Meta writes these itself."""
        return self.category == AUTHENTICATION

    @property
    def header_variables(self) -> list[str]:
        """Of a text header."""
        return names(self.header_text) if self.header_type == "TEXT" else []

    @property
    def body_variables(self) -> list[str]:
        """In the order of the text."""
        return names(self.body)

    @property
    def parameter_format(self) -> str:
        """POSITIONAL or NAMED."""
        return "POSITIONAL" if are_counted([*self.header_variables, *self.body_variables]) else "NAMED"

    def check(self) -> list[FieldError]:
        """What Meta would refuse, one error per field, named like the fields of `from_content`."""
        found: dict[str, FieldError] = {}
        for fault in draft_rules.faults(self):
            found.setdefault(fault.field, fault)
        return list(found.values())

    def with_handle(self, handle: str) -> Self:
        """With Meta's name for the sample of its header."""
        return replace(self, header_handle=handle)

    def document(self) -> dict[str, Any]:
        """What Meta is sent to make it."""
        return {
            "name": self.name,
            "language": self.language,
            "category": self.category,
            "parameter_format": self.parameter_format,
            "components": self._code_components() if self.is_one_time_code else self.components(),
        }

    def components(self) -> list[dict[str, Any]]:
        """Header, body, footer, buttons: those that are there."""
        counted = self.parameter_format == "POSITIONAL"
        parts = [self._header(counted), _texted("BODY", "body_text", self.body or "", self.body_samples, counted)]
        parts.append({"type": "FOOTER", "text": self.footer} if self.footer else None)
        parts.append({"type": "BUTTONS", "buttons": [b.component() for b in self.buttons]} if self.buttons else None)
        return [part for part in parts if part]

    def _header(self, counted: bool) -> dict[str, Any] | None:
        if self.header_type == "TEXT":
            part = _texted("HEADER", "header_text", self.header_text or "", self.header_samples, counted)
            return {**part, "format": "TEXT"}
        if self.header_type in MEDIA:
            example = {"example": {"header_handle": [self.header_handle]}} if self.header_handle else {}
            return {"type": "HEADER", "format": self.header_type, **example}
        return {"type": "HEADER", "format": self.header_type} if self.header_type else None

    def _code_components(self) -> list[dict[str, Any]]:
        button = {"type": "OTP", "otp_type": "COPY_CODE", **({"text": self.code_button} if self.code_button else {})}
        parts: list[dict[str, Any]] = [{"type": "BODY", "add_security_recommendation": self.code_warning}]
        if self.code_minutes is not None:
            parts.append({"type": "FOOTER", "code_expiration_minutes": self.code_minutes})
        return [*parts, {"type": "BUTTONS", "buttons": [button]}]


def _text(part: Mapping[str, Any]) -> str:
    found = word(part, "text")
    return found if isinstance(found, str) else ""


def _texted(kind: str, key: str, text: str, samples: dict[str, Any], counted: bool) -> dict[str, Any]:
    part = {"type": kind, "text": text}
    if samples and all(samples.values()):
        part["example"] = examples.written(key, samples, counted=counted)
    return part


def _code(body: dict[str, Any], footer: dict[str, Any], buttons: list[Any]) -> dict[str, Any]:
    return {
        "code_warning": bool(body.get("add_security_recommendation")),
        "code_minutes": footer.get("code_expiration_minutes"),
        "code_button": mapping(buttons[0]).get("text") if buttons else None,
    }
