"""Variables in template texts: ``{{1}}`` or ``{{first_name}}``."""

import re

VARIABLE = re.compile(r"\{\{\s*([A-Za-z0-9_]+)\s*\}\}")


def variables(text: str) -> list[str]:
    """The names in a text, each once, in order of appearance."""
    return list(dict.fromkeys(VARIABLE.findall(text)))


def filled(text: str, values: dict[str, str]) -> str:
    """The text with its variables replaced; unknown ones stay as they are."""
    return VARIABLE.sub(lambda found: values.get(found[1], found[0]), text)
