"""Meta's rules for texts with variables (2388040, 2388072, 2388293, 2388299)."""

import re
from collections.abc import Iterable

from chatapp.kinds import rules
from chatapp.message_templates.authoring.rule_error import RuleError
from chatapp.message_templates.authoring.text import DraftText
from chatapp.message_templates.variables import VARIABLE, are_counted

SAMPLE = 1024

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_ADJACENT = re.compile(r"\}\}\s*\{\{")


def heading(path: str, written: DraftText, most: int) -> rules.Faults:
    """Of a text that has to be there: its length, how its variables are written, and a sample for each."""
    yield from rules.words(f"{path}.text", written.text, most)
    if isinstance(written.text, str):
        yield from _variables(f"{path}.text", written.text, written.variables)
    for name, sample in written.samples.items():
        yield from rules.one_line_value(f"{path}.samples.{name}", sample, SAMPLE)


def body(path: str, written: DraftText, most: int) -> rules.Faults:
    """The same, with words before the first and after the last variable: Meta wants them there (2388299)."""
    text = written.text.strip() if isinstance(written.text, str) else ""
    if VARIABLE.match(text) or text.endswith("}}"):
        yield RuleError(f"{path}.text", "variable_at_edge")
    yield from heading(path, written, most)


def alike(texts: Iterable[tuple[str, DraftText]]) -> rules.Faults:
    """All texts of a template number their variables, or all name them."""
    styles = [(path, are_counted(written.variables)) for path, written in texts if written.variables]
    for path, counted in styles:
        if counted != styles[0][1]:
            yield RuleError(f"{path}.text", "variables_mixed")


def _variables(path: str, text: str, found: list[str]) -> rules.Faults:
    numbers = [name for name in found if name.isdigit()]
    if "{{" in VARIABLE.sub("", text) or "}}" in VARIABLE.sub("", text):
        yield RuleError(path, "broken_braces")
    if numbers and len(numbers) < len(found):
        yield RuleError(path, "variables_mixed")
    elif numbers and sorted(map(int, numbers)) != list(range(1, len(numbers) + 1)):
        yield RuleError(path, "variables_uncounted")
    elif not numbers and not all(map(_NAME.fullmatch, found)):
        yield RuleError(path, "bad_variable")
    if _ADJACENT.search(text):
        yield RuleError(path, "variables_adjacent")
