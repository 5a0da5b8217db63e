"""What stands for the variables of a template's text."""

import re
from typing import Any

from chatapp.kinds import rules
from chatapp.kinds.field_error import FieldError
from chatapp.kinds.reading import mapping, word

#: Variable -> text. Variables are "1", "2", ... in templates that count them, else names.
Values = dict[str, str]

_NAME = re.compile(r"[a-z][a-z0-9_]*")


def read(content: Any) -> Values:
    """`{"1": "Ana"}` or `{"first_name": "Ana"}`, from stored content."""
    return {name: word(content, name) for name in mapping(content)}


def heard(parameters: Any) -> Values:
    """The same from Meta's parameters."""
    return {str(p.get("parameter_name") or place): p["text"] for place, p in enumerate(parameters, 1)}


def are_counted(values: Values) -> bool:
    """Whether the variables are numbers."""
    return all(name.isascii() and name.isdigit() for name in values)


def faults(values: Values, most: int) -> rules.Faults:
    """Every variable has words on one line; numbers leave none out, and do not mix with names."""
    for name, text in values.items():
        yield from rules.one_line_value(name, text, most)
    if are_counted(values):
        expected = {str(place) for place in range(1, len(values) + 1)}
        yield from (FieldError(name, "mismatch") for name in values if name not in expected)
    else:
        yield from (FieldError(name, "mismatch") for name in values if not _NAME.fullmatch(name))


def parameters(values: Values) -> list[dict[str, Any]]:
    """Meta's parameters: counted ones in their order, named ones with their names."""
    if are_counted(values):
        return [{"type": "text", "text": values[name]} for name in sorted(values, key=int)]
    return [{"type": "text", "parameter_name": name, "text": text} for name, text in values.items()]
