"""The variables in a template's text: `{{1}}` or `{{first_name}}`."""

import re
from collections.abc import Mapping
from typing import Any

VARIABLE = re.compile(r"\{\{\s*([A-Za-z0-9_]+)\s*\}\}")


def names(text: str | None) -> list[str]:
    """Their names, each once, in the order of the text."""
    return list(dict.fromkeys(VARIABLE.findall(text or "")))


def filled(text: str | None, values: Mapping[str, object]) -> str | None:
    """The text with words in the place of its variables; one without words stays as it is written."""
    return text and VARIABLE.sub(lambda found: str(values.get(found[1]) or found[0]), text)


def are_counted(names: list[str]) -> bool:
    """Whether they are numbers, as in `{{1}}`."""
    return all(name.isdigit() for name in names)


def given(names: list[str], sent: Any) -> dict[str, Any]:
    """A value for each, or None; forms make a list of what is numbered."""
    values = dict(enumerate(sent, 1)) if isinstance(sent, list) else sent if isinstance(sent, dict) else {}
    values = {str(name): value for name, value in values.items()}
    return {name: values.get(name) or None for name in names}
