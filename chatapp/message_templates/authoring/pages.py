"""The form of a template that is being written."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from flask_babel import gettext as _

from chatapp.kinds import limits
from chatapp.kinds.reading import mapping, whole
from chatapp.kinds.template import Shown, TemplateCard, TemplateHeader
from chatapp.message_templates import showing
from chatapp.message_templates.authoring import android_app, button, draft_rules, growing, header, offer, one_time_code
from chatapp.message_templates.authoring.draft import Draft
from chatapp.message_templates.authoring.sample_code import one_time_code_sample
from chatapp.message_templates.definition import Definition
from chatapp.message_templates.languages import choices
from chatapp.message_templates.statuses import CATEGORIES

MOST = {
    "name": limits.TEMPLATE_NAME,
    "header.text": header.TEXT_LENGTH,
    "body.text": draft_rules.BODY,
    "footer": draft_rules.FOOTER,
    "buttons.*.text": button.BUTTON_TEXT,
    "buttons.*.url": limits.URL,
    "buttons.*.phone": button.PHONE,
    "offer.title": offer.TITLE,
    "cards.*.body.text": limits.CARD_BODY,
    "cards.*.buttons.*.text": button.BUTTON_TEXT,
    "cards.*.buttons.*.url": limits.URL,
    "cards.*.buttons.*.phone": button.PHONE,
    "code.button": one_time_code.BUTTON,
    "code.autofill": one_time_code.BUTTON,
    "code.apps.*.package": android_app.PACKAGE,
    "code.apps.*.hash": android_app.HASH,
}
_PLACE = re.compile(r"(?<=\.)\d+(?=\.)")


class DraftForm:
    """`content` is what `Draft.from_content` reads, as it was typed. `errors`: {field: words}; `fault` sums them up."""

    def __init__(self, content: Mapping[str, Any], errors: Mapping[str, str] | None = None, fault: str | None = None):
        self.content = growing.begun(dict(content))
        self.draft = Draft.from_content(self.content)
        self.errors, self.fault = dict(errors or {}), fault

    def changed(self, add: str | None, remove: str | None) -> "DraftForm":
        """With one more of `add`, or without what is at `remove` (as `growing` calls them)."""
        content = growing.grown(self.content, add) if add else self.content
        return DraftForm(growing.shrunk(content, remove) if remove else content)

    def error(self, path: str) -> str | None:
        """Why this field cannot stay as it is."""
        return self.errors.get(path)

    def value(self, path: str) -> str:
        """What stands in the field."""
        found = _at(self.content, path)
        return "" if found is None else str(found)

    def most(self, path: str) -> int | None:
        """The most characters of the field."""
        if path == "body.text" and self.draft.build == "offer":
            return offer.BODY
        return MOST.get(_PLACE.sub("*", path))

    @property
    def languages(self) -> list[tuple[str, str]]:
        """(code, name)."""
        return choices()

    @property
    def categories(self) -> list[tuple[str, str]]:
        """(code, name)."""
        return [(code, str(words)) for code, words in CATEGORIES.items()]

    @property
    def builds(self) -> list[tuple[str, str]]:
        """(build, words)."""
        return [("ordinary", _("Message")), ("offer", _("Limited-time offer")), ("carousel", _("Carousel of cards"))]

    @property
    def header_types(self) -> list[tuple[str, str]]:
        """(type, words) of those that the build may have."""
        every = {"": _("None"), "TEXT": _("Text"), "IMAGE": _("Photo"), "VIDEO": _("Video")}
        if self.draft.build == "ordinary":
            every |= {"DOCUMENT": _("Document"), "LOCATION": _("Location")}
        return [(kind, words) for kind, words in every.items() if self.draft.build == "ordinary" or kind != "TEXT"]

    @property
    def button_types(self) -> dict[str, str]:
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

    @property
    def addable(self) -> list[tuple[str, str]]:
        """(type, words) of the buttons that may be added."""
        words = self.button_types
        return [(kind, words[kind]) for kind in growing.addable(self.content)]

    @property
    def can_add_card(self) -> bool:
        return growing.can_add_card(self.content)

    @property
    def can_lose_card(self) -> bool:
        return growing.can_lose_card(self.content)

    @cached_property
    def preview(self) -> Shown:
        """What the customer will see, with the samples."""
        if self.draft.is_one_time_code:
            return one_time_code_sample(self.draft.code)
        document = self.draft.document()
        return showing.sample(Definition.read(document["components"], str(document["category"])))

    @property
    def header_type(self) -> str | None:
        """image, video, document or location."""
        kind = self.draft.header.type
        return kind.lower() if kind not in ("", "TEXT") and not self.draft.is_one_time_code else None

    @property
    def sample_header(self) -> TemplateHeader | None:
        """With the upload that was chosen."""
        return _chosen(self.draft.header)

    @property
    def sample_cards(self) -> list[TemplateCard]:
        """With the uploads that were chosen."""
        return [TemplateCard(_chosen(card.header)) for card in self.draft.cards or ()]


def _chosen(written: header.DraftHeader) -> TemplateHeader | None:
    media_id = whole({"id": written.media_id}, "id")
    chosen = {"media_id": media_id} if isinstance(media_id, int) else {}
    return TemplateHeader.from_stored({"type": written.type.lower(), **chosen}) if written.is_file else None


def _at(content: Any, path: str) -> Any:
    """What stands there; forms make lists of what is numbered, samples from 1."""
    first = 0
    for step in path.split("."):
        if isinstance(content, list) and step.isdigit():
            content = dict(enumerate(content, first)).get(int(step))
        else:
            content = mapping(content).get(step)
        first = 1 if step == "samples" else 0
    return content
