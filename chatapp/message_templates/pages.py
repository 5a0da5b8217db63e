"""Templates as pages show them: their words in the reader's language, and what the customer sees."""

from collections.abc import Collection
from functools import cached_property

from chatapp.kinds.markup import unmarked
from chatapp.kinds.template import Shown
from chatapp.message_templates import reasons, showing
from chatapp.message_templates.authoring.draft import Draft
from chatapp.message_templates.definition import Definition
from chatapp.message_templates.languages import language_name
from chatapp.message_templates.reasons import Reason
from chatapp.message_templates.statuses import APPROVED, CATEGORIES, EDITABLE, QUALITIES, STATUSES
from chatapp.models import MessageTemplate

#: How loud a status is: good, waiting, bad.
_TONES = {APPROVED: "good", "PENDING": "wait", "IN_APPEAL": "wait", "PENDING_DELETION": "wait", "PAUSED": "wait"}
_QUALITY_TONES = {"GREEN": "good", "YELLOW": "wait", "RED": "bad"}


class TemplateView:
    """Read-only view of a template; `favourites` are the ids that the reader wants at hand."""

    def __init__(self, row: MessageTemplate, favourites: Collection[int] = ()):
        self.id, self.name, self.language = row.id, row.name, row.language
        self.path = f"/templates/{row.id}"
        self.is_favourite = row.id in favourites
        self._row = row

    @property
    def title(self) -> str:
        """Its name as people would write it."""
        words = self.name.replace("_", " ").strip()
        return words[:1].upper() + words[1:]

    @property
    def language_name(self) -> str:
        return language_name(self.language)

    @property
    def status(self) -> str:
        """In words; Meta's own for one that we do not know."""
        return str(STATUSES.get(self._row.status, self._row.status))

    @property
    def tone(self) -> str:
        return _TONES.get(self._row.status, "bad")

    @property
    def category(self) -> str:
        return str(CATEGORIES.get(self._row.category, self._row.category))

    @property
    def quality(self) -> str | None:
        """In words, once Meta has rated it."""
        return str(QUALITIES[self._row.quality]) if self._row.quality in _QUALITY_TONES else None

    @property
    def quality_tone(self) -> str:
        return _QUALITY_TONES.get(self._row.quality, "")

    @property
    def reason(self) -> Reason | None:
        """Why Meta rejected or stopped it."""
        return reasons.read(self._row.rejected_reason)

    @property
    def new_category(self) -> str | None:
        """The category that Meta is about to give it, or finds right."""
        correct = (self._row.category_change or {}).get("correct_category")
        return str(CATEGORIES.get(correct, correct)) if correct and correct != self._row.category else None

    @cached_property
    def definition(self) -> Definition:
        return Definition.read(self._row.components, self._row.category)

    @property
    def sample(self) -> Shown:
        """As Meta's reviewers saw it."""
        return showing.sample(self.definition)

    @property
    def first_words(self) -> str:
        """The body with its samples, in one line."""
        return " ".join(unmarked(self.sample.body or "").split())

    @property
    def header_type(self) -> str | None:
        """image, video, document or location."""
        header = self.definition.header
        return header.type if header and header.format != "TEXT" else None

    @property
    def can_be_edited(self) -> bool:
        """Meta allows it now, and our form knows all its parts."""
        return self._row.status in EDITABLE and Draft.of(self._row) is not None

    @property
    def is_approved(self) -> bool:
        return self._row.status == APPROVED

    @property
    def synced_at(self):
        """When Meta told all of it for the last time."""
        return self._row.synced_at
