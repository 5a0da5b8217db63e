"""The form of a template that is being filled in."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import uuid4

from flask_babel import get_timezone
from flask_babel import gettext as _

from chatapp import kinds
from chatapp.kinds import Template
from chatapp.kinds.reading import mapping
from chatapp.kinds.template import Shown
from chatapp.message_templates import filling, prefilling, showing
from chatapp.message_templates.definition import Definition
from chatapp.message_templates.need import Need
from chatapp.message_templates.pages import TemplateView
from chatapp.models import Conversation, MessageTemplate
from chatapp.web.nested import nested


class Filling:
    """What one template asks for, what was written so far (`values`, by the paths of needs), what is wrong with it.

    `errors`: {path: words}; `fault` sums them up.
    """

    def __init__(
        self,
        row: MessageTemplate,
        conversation: Conversation,
        values: Mapping[str, Any] | None = None,
        errors: Mapping[str, str] | None = None,
        fault: str | None = None,
    ):
        self.template, self._row, self._conversation = TemplateView(row), row, conversation
        self.definition: Definition = self.template.definition
        known = prefilling.known(self.definition, conversation.contact)
        self.values = known if values is None else dict(values)
        self.errors, self.fault = dict(errors or {}), fault
        self.client_id = str(uuid4())

    @property
    def needs(self) -> list[Need]:
        """What has to be filled in."""
        return [need for need in self.definition.all_needs if need.required]

    @property
    def wishes(self) -> list[Need]:
        """What may be filled in."""
        return [need for need in self.definition.all_needs if not need.required]

    @property
    def suggestions(self) -> list[str]:
        """What any text may be filled with."""
        return prefilling.suggestions(self._conversation.contact)

    def value(self, path: str) -> str:
        """What stands in the field."""
        return str(self.values.get(path) or "")

    def error(self, path: str) -> str | None:
        """What is wrong with it, or with the group that it is the first of."""
        return self.errors.get(path) or next(
            (words for field, words in self.errors.items() if field not in self._paths and self._first(field) == path),
            None,
        )

    def most(self, path: str) -> int | None:
        """The most characters."""
        return next((need.most for need in self.definition.all_needs if need.path == path), None)

    @cached_property
    def _paths(self) -> list[str]:
        return [need.path for need in self.definition.all_needs]

    def _first(self, field: str) -> str | None:
        """Where a fault is shown that belongs to no field of its own: the first field that has to do with it."""
        near = (path for path in self._paths if path.startswith(f"{field}.") or field.startswith(f"{path}."))
        return next(near, None)

    @property
    def stray_errors(self) -> list[str]:
        """Faults that belong to no field."""
        return [words for field, words in self.errors.items() if field not in self._paths and not self._first(field)]

    @cached_property
    def kind(self) -> Template:
        """The message as far as it is written."""
        return message(self._row, written(self.values))

    @property
    def preview(self) -> Shown:
        """What the customer will see."""
        return showing.shown(self.definition, self.kind)

    def label(self, need: Need) -> str:
        """What the field is called."""
        if need.is_variable:
            words = need.name.replace("_", " ")
            name = f"{{{{{need.name}}}}}" if need.name.isdigit() else words[:1].upper() + words[1:]
        else:
            name = _LABELS[need.name or need.type](self._button_text(need))
        return name if need.card is None else _("Card %(n)s: %(field)s", n=need.card + 1, field=name)

    def hint(self, need: Need) -> str:
        """A sample, or for a link the part that is fixed."""
        if need.name == "suffix":
            return self._button(need).url.partition("{{")[0] + "…"
        if need.name == "products":
            return _("One product number per line.")
        return _("For example: %(sample)s", sample=need.sample) if need.sample else ""

    def _button(self, need: Need):
        part = self.definition if need.card is None else self.definition.cards[need.card]
        return part.fillable[need.button]

    def _button_text(self, need: Need) -> str:
        if need.button is None:
            return ""
        button = self._button(need)
        return button.text or button.type.replace("_", " ").capitalize()


def written(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A form's fields as the JSON that they stand for. Moments are local, and become epoch milliseconds."""
    sent = nested((name, value) for name, value in fields.items() if isinstance(value, str))
    return {**sent, "offer_ends_at": _milliseconds(sent.get("offer_ends_at"))}


def message(row: MessageTemplate, sent: Mapping[str, Any]) -> Template:
    """The message that a filled-in form asks for; `check` and `fitted` tell what is wrong with it."""
    definition = Definition.read(row.components, row.category)
    content = filling.content(definition, mapping(dict(sent)))
    return kinds.compose("template", {"name": row.name, "language": row.language, **content})


def _milliseconds(local: Any) -> Any:
    try:
        moment = datetime.fromisoformat(local)
    except (TypeError, ValueError):
        return local
    return int((moment if moment.tzinfo else moment.replace(tzinfo=get_timezone())).timestamp() * 1000)


_LABELS = {
    "image": lambda _button: _("Photo"),
    "video": lambda _button: _("Video"),
    "document": lambda _button: _("Document"),
    "latitude": lambda _button: _("Latitude"),
    "longitude": lambda _button: _("Longitude"),
    "place": lambda _button: _("Name of the place"),
    "address": lambda _button: _("Address"),
    "moment": lambda _button: _("The offer ends"),
    "suffix": lambda button: _("End of the link “%(button)s”", button=button),
    "coupon": lambda _button: _("Code to copy"),
    "payload": lambda button: _("What a tap on “%(button)s” tells us", button=button),
    "token": lambda button: _("Token of the form “%(button)s”", button=button),
    "product": lambda _button: _("Product whose picture is shown"),
    "section": lambda _button: _("Title of the products"),
    "products": lambda _button: _("Products"),
    "minutes": lambda _button: _("Minutes in which they can call"),
}
