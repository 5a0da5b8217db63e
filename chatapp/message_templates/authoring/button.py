"""One button of a template that is being written."""

from dataclasses import asdict, dataclass
from typing import Any, Self

from chatapp.kinds import limits, rules
from chatapp.kinds.reading import word
from chatapp.message_templates.authoring.rule_error import RuleError
from chatapp.message_templates.examples import of_button
from chatapp.message_templates.variables import VARIABLE, names

BUTTON_TEXT, PHONE = 25, 20
#: Type -> what is written on and behind it.
FIELDS = {
    "QUICK_REPLY": ("text",),
    "URL": ("text", "url", "sample"),
    "PHONE_NUMBER": ("text", "phone"),
    "COPY_CODE": ("sample",),
    "FLOW": ("text", "flow_id"),
    "VOICE_CALL": ("text",),
    "REQUEST_CONTACT_INFO": (),
}


@dataclass(frozen=True)
class DraftButton:
    """`sample`: for a link's variable the whole link, for a code the code."""

    type: str | None = None
    text: str | None = None
    url: str | None = None
    sample: str | None = None
    phone: str | None = None
    flow_id: str | None = None

    @classmethod
    def from_content(cls, content: dict[str, Any]) -> Self:
        """Fields that the type does not have are left out."""
        kind = word(content, "type")
        taken = FIELDS.get(kind, ()) if isinstance(kind, str) else ()
        return cls(kind, **{name: word(content, name) for name in taken})

    @classmethod
    def of(cls, button: dict[str, Any]) -> Self | None:
        """Meta's button; None for one of another type."""
        said = {**button, "phone": button.get("phone_number"), "sample": of_button(button)}
        kind = str(button.get("type")).upper()
        return cls.from_content({**said, "type": kind}) if kind in FIELDS else None

    def to_content(self) -> dict[str, Any]:
        """The inverse of `from_content`."""
        return asdict(self)

    @property
    def fields(self) -> list[str]:
        """What is to be written: a link without a variable needs no sample."""
        taken = FIELDS.get(self.type, ()) if isinstance(self.type, str) else ()
        return [name for name in taken if name != "sample" or self.type == "COPY_CODE" or self.is_dynamic]

    @property
    def is_dynamic(self) -> bool:
        """A link that is completed with every message."""
        return isinstance(self.url, str) and bool(names(self.url))

    def faults(self) -> rules.Faults:
        """Lengths, and what Meta says of links. Which types there may be is told by `button_rules`."""
        taken = FIELDS.get(self.type, ()) if isinstance(self.type, str) else ()
        if "text" in taken:
            yield from rules.words("text", self.text, BUTTON_TEXT)
        if "url" in taken:
            yield from self._link_faults()
        if "phone" in taken:
            yield from rules.words("phone", self.phone, PHONE)
            if isinstance(self.phone, str) and sum(letter.isdigit() for letter in self.phone) < 5:
                yield RuleError("phone", "bad_phone")
        if "flow_id" in taken:
            yield from rules.words("flow_id", self.flow_id, limits.FLOW_ID)
        if self.type == "COPY_CODE":
            yield from rules.words("sample", self.sample, limits.COUPON_CODE)

    def _link_faults(self) -> rules.Faults:
        yield from rules.link("url", self.url)
        if not self.is_dynamic:
            return
        if len(VARIABLE.findall(self.url)) > 1 or not self.url.endswith("}}"):
            yield RuleError("url", "variable_at_end_only")
        yield from rules.words("sample", self.sample, limits.URL)

    def component(self) -> dict[str, Any]:
        """Meta's button."""
        said = {"type": self.type, "text": self.text, "url": self.url, "phone_number": self.phone}
        said["flow_id"] = self.flow_id
        if self.type == "COPY_CODE":
            said["example"] = self.sample
        elif self.is_dynamic:
            said["example"] = [self._whole_sample]
        return {key: value for key, value in said.items() if value}

    @property
    def _whole_sample(self) -> str:
        """Meta wants the whole link; people may write only what completes it."""
        sample = self.sample or ""
        return sample if "://" in sample else VARIABLE.sub(lambda _found: sample, self.url)
