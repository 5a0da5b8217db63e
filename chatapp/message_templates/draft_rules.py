"""Meta's rules for new templates, so that it does not have to refuse them (2388040, 2388072, 2388293, 2388299 ...)."""

import re
from typing import TYPE_CHECKING, Any

from chatapp.kinds import limits, rules
from chatapp.kinds.limits import Span
from chatapp.message_templates.languages import CODES
from chatapp.message_templates.rule_error import RuleError
from chatapp.message_templates.statuses import CATEGORIES
from chatapp.message_templates.variables import VARIABLE, are_counted, names

if TYPE_CHECKING:
    from chatapp.message_templates.drafts import Draft

HEADER_TEXT, BODY, FOOTER = 60, 1024, 60
HEADER_TYPES = ("TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION")
BUTTONS = Span(0, limits.TEMPLATE_BUTTONS)
#: The most of each type; of all others as many as there may be buttons.
MOST_OF = {"URL": 2, "PHONE_NUMBER": 1, "COPY_CODE": 1, "FLOW": 1, "VOICE_CALL": 1, "REQUEST_CONTACT_INFO": 1}
CODE_BUTTON, CODE_MINUTES = 25, Span(1, 90)
SAMPLE = 1024

_NAME = re.compile(r"[a-z0-9_]+")
_VARIABLE_NAME = re.compile(r"[a-z][a-z0-9_]*")
_ADJACENT = re.compile(r"\}\}\s*\{\{")


def faults(draft: "Draft") -> rules.Faults:
    """Everything, in the order of the form."""
    yield from rules.words("name", draft.name, limits.TEMPLATE_NAME)
    if isinstance(draft.name, str) and not _NAME.fullmatch(draft.name):
        yield RuleError("name", "bad_name")
    yield from rules.choice("language", draft.language, CODES)
    yield from rules.choice("category", draft.category, CATEGORIES)
    if draft.is_one_time_code:
        yield from rules.some_whole("code.minutes", draft.code_minutes, CODE_MINUTES)
        yield from rules.some_words("code.button", draft.code_button, CODE_BUTTON)
    else:
        yield from _header(draft)
        yield from _body(draft)
        yield from _footer(draft)
        yield from _buttons(draft)


def _header(draft: "Draft") -> rules.Faults:
    if not draft.header_type:
        return
    yield from rules.choice("header.type", draft.header_type, HEADER_TYPES)
    if draft.header_type == "TEXT":
        yield from rules.words("header.text", draft.header_text, HEADER_TEXT)
        yield from _variables("header.text", draft.header_text)
        if len(draft.header_variables) > 1:
            yield RuleError("header.text", "one_variable")
        if isinstance(draft.header_text, str) and "\n" in draft.header_text:
            yield RuleError("header.text", "one_line")
        yield from _samples("header.samples", draft.header_samples)
    elif draft.header_type in HEADER_TYPES[1:4] and not draft.header_handle:
        yield RuleError("header.handle", "no_sample_file")


def _body(draft: "Draft") -> rules.Faults:
    yield from rules.words("body.text", draft.body, BODY)
    yield from _variables("body.text", draft.body)
    yield from _at_the_edge("body.text", draft.body)
    both = draft.header_variables and draft.body_variables
    if both and are_counted(draft.header_variables) != are_counted(draft.body_variables):
        yield RuleError("body.text", "variables_mixed")
    yield from _samples("body.samples", draft.body_samples)


def _footer(draft: "Draft") -> rules.Faults:
    yield from rules.some_words("footer", draft.footer, FOOTER)
    if isinstance(draft.footer, str) and names(draft.footer):
        yield RuleError("footer", "no_variables")


def _variables(path: str, text: Any) -> rules.Faults:
    if not isinstance(text, str):
        return
    found = names(text)
    numbers = [name for name in found if name.isdigit()]
    if "{{" in VARIABLE.sub("", text) or "}}" in VARIABLE.sub("", text):
        yield RuleError(path, "broken_braces")
    if numbers and len(numbers) < len(found):
        yield RuleError(path, "variables_mixed")
    elif numbers and sorted(map(int, numbers)) != list(range(1, len(numbers) + 1)):
        yield RuleError(path, "variables_uncounted")
    elif not numbers and not all(map(_VARIABLE_NAME.fullmatch, found)):
        yield RuleError(path, "bad_variable")
    if _ADJACENT.search(text):
        yield RuleError(path, "variables_adjacent")


def _at_the_edge(path: str, text: Any) -> rules.Faults:
    """Where Meta does not see any words before or after a variable (2388299)."""
    if isinstance(text, str) and (VARIABLE.match(text.strip()) or text.strip().endswith("}}")):
        yield RuleError(path, "variable_at_edge")


def _samples(path: str, samples: dict[str, Any]) -> rules.Faults:
    for name, sample in samples.items():
        yield from rules.one_line_value(f"{path}.{name}", sample, SAMPLE)


def _buttons(draft: "Draft") -> rules.Faults:
    yield from rules.count("buttons", len(draft.buttons), BUTTONS)
    for place, button in enumerate(draft.buttons):
        for fault in button.faults():
            yield RuleError(f"buttons.{place}.{fault.field}", fault.code, fault.limit)
    yield from rules.distinct((f"buttons.{i}.text", button.text) for i, button in enumerate(draft.buttons))
    types = [button.type for button in draft.buttons]
    for place, kind in enumerate(types):
        if kind in MOST_OF and types[:place].count(kind) >= MOST_OF[kind]:
            yield RuleError(f"buttons.{place}.type", "too_many_of_type", MOST_OF[kind])
    replies = [place for place, kind in enumerate(types) if kind == "QUICK_REPLY"]
    if replies and replies[-1] - replies[0] != len(replies) - 1:
        yield RuleError(f"buttons.{replies[-1]}.type", "quick_replies_apart")
