"""The form of a template that is being written."""

import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import cached_property
from typing import Any

from flask_babel import gettext as _

from chatapp.kinds import limits
from chatapp.kinds.reading import mapping
from chatapp.kinds.template import Shown, ShownButton
from chatapp.message_templates import draft_button, draft_rules, showing
from chatapp.message_templates.definition import Definition
from chatapp.message_templates.draft_button import DraftButton
from chatapp.message_templates.drafts import Draft
from chatapp.message_templates.languages import choices
from chatapp.message_templates.statuses import CATEGORIES

MAKEABLE = tuple(draft_button.FIELDS)
MOST = {
    "name": limits.TEMPLATE_NAME,
    "header.text": draft_rules.HEADER_TEXT,
    "body.text": draft_rules.BODY,
    "footer": draft_rules.FOOTER,
    "buttons.*.text": draft_button.BUTTON_TEXT,
    "buttons.*.url": limits.URL,
    "buttons.*.phone": draft_button.PHONE,
    "code.button": draft_rules.CODE_BUTTON,
}
_PLACE = re.compile(r"(?<=^buttons\.)\d+")


class DraftForm:
    """`errors`: {field: words}; `fault` sums them up. `sent` holds what is in the form but not in the draft: the upload
    that is to be the header's sample."""

    def __init__(
        self,
        draft: Draft,
        sent: Mapping[str, Any] | None = None,
        errors: Mapping[str, str] | None = None,
        fault: str | None = None,
    ):
        self.draft, self.errors, self.fault = draft, dict(errors or {}), fault
        self._sent = sent or {}

    def error(self, path: str) -> str | None:
        """Why this field cannot stay as it is."""
        return self.errors.get(path)

    def value(self, path: str) -> str:
        """What stands in the field: as it was typed, or else as it is."""
        typed = _at(self._sent, path)
        found = typed if isinstance(typed, str) else _at(self._values, path)
        return "" if found is None else str(found)

    def most(self, path: str) -> int | None:
        """The most characters of the field."""
        return MOST.get(_PLACE.sub("*", path))

    @cached_property
    def _values(self) -> dict[str, Any]:
        draft, header = self.draft, mapping(self._sent.get("header"))
        buttons = {str(place): asdict(button) for place, button in enumerate(draft.buttons)}
        return {
            "name": draft.name,
            "header": {
                "text": draft.header_text,
                "samples": draft.header_samples,
                "media_id": header.get("media_id"),
                "filename": header.get("filename"),
            },
            "body": {"text": draft.body, "samples": draft.body_samples},
            "footer": draft.footer,
            "buttons": buttons,
            "code": {"minutes": draft.code_minutes, "button": draft.code_button},
        }

    @property
    def languages(self) -> list[tuple[str, str]]:
        """(code, name)."""
        return choices()

    @property
    def categories(self) -> list[tuple[str, str]]:
        """(code, name)."""
        return [(code, str(words)) for code, words in CATEGORIES.items()]

    @property
    def button_types(self) -> dict[str, str]:
        """{type: what people call it}."""
        return button_types()

    def button_fields(self, place: int) -> list[str]:
        """What is written on and behind the button at this place."""
        button = self.draft.buttons[place]
        fields = draft_button.FIELDS.get(button.type, ())
        return [name for name in fields if name != "sample" or button.type == "COPY_CODE" or button.is_dynamic]

    @property
    def waba_id(self) -> str:
        """Where it is to be made, if that was said."""
        return str(self._sent.get("waba_id") or "")

    def changed(self, add: str | None, remove: str | None) -> "DraftForm":
        """With one button more, of the type `add`, or without the one at the place `remove`."""
        buttons = list(self.draft.buttons)
        if add and self.can_add(add):
            buttons.insert(self._place_of(add), DraftButton(add))
        if remove and remove.isdigit() and int(remove) < len(buttons):
            del buttons[int(remove)]
        typed = {name: value for name, value in self._sent.items() if name != "buttons"}
        return DraftForm(replace(self.draft, buttons=tuple(buttons)), typed)

    def can_add(self, kind: str) -> bool:
        """Whether one more of this type may be added."""
        types = [button.type for button in self.draft.buttons]
        most = draft_rules.MOST_OF.get(kind, draft_rules.BUTTONS.most)
        return kind in MAKEABLE and len(types) < draft_rules.BUTTONS.most and types.count(kind) < most

    def _place_of(self, kind: str) -> int:
        """Quick replies stay side by side; everything else goes to the end."""
        same = [place for place, button in enumerate(self.draft.buttons) if button.type == kind == "QUICK_REPLY"]
        return same[-1] + 1 if same else len(self.draft.buttons)

    @property
    def addable(self) -> list[tuple[str, str]]:
        """(type, words) of the buttons that may be added."""
        return [(kind, words) for kind, words in button_types().items() if self.can_add(kind)]

    @cached_property
    def preview(self) -> Shown:
        """What the customer will see, with the samples."""
        if self.draft.is_one_time_code:
            return _one_time_code(self.draft)
        return showing.sample(Definition.read(self.draft.components(), str(self.draft.category)))

    @property
    def header_type(self) -> str | None:
        """image, video, document or location."""
        return self.draft.header_type.lower() if self.draft.header_type not in ("", "TEXT") else None


def _at(content: Any, path: str) -> Any:
    """What stands there; forms make lists of what is numbered, samples from 1."""
    first = 1 if ".samples." in path else 0
    for step in path.split("."):
        if isinstance(content, list) and step.isdigit():
            content = dict(enumerate(content, first)).get(int(step))
        else:
            content = mapping(content).get(step)
    return content


def button_types() -> dict[str, str]:
    """{type: what people call it}."""
    return {
        "QUICK_REPLY": _("Quick reply"),
        "URL": _("Link"),
        "PHONE_NUMBER": _("Phone call"),
        "COPY_CODE": _("Copy code"),
        "FLOW": _("Form"),
        "VOICE_CALL": _("WhatsApp call"),
        "REQUEST_CONTACT_INFO": _("Ask for the contact"),
    }


def _one_time_code(draft: Draft) -> Shown:
    """Meta's own words, which nobody can change; in which language depends on the template's."""
    warning = " " + _("For your security, do not share this code.") if draft.code_warning else ""
    footer = _("This code expires in %(n)s minutes.", n=draft.code_minutes) if draft.code_minutes else None
    button = ShownButton("OTP", str(draft.code_button or _("Copy code")))
    body = _("*%(code)s* is your verification code.", code="123456") + warning
    return Shown(body=body, footer=footer, buttons=(button,), category=draft.category)
