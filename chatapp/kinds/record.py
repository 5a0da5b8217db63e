"""A frozen dataclass as JSON: the names of its fields are the keys."""

import dataclasses
from typing import Any


class Record:
    """`to_stored()` leaves out what is None, and asks parts that can speak for themselves."""

    def to_stored(self) -> dict[str, Any]:
        """A JSON object with everything that is there."""
        said = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        return {name: _stored(value) for name, value in said.items() if value is not None}


def _stored(value: Any) -> Any:
    if hasattr(value, "to_stored"):
        return value.to_stored()
    if isinstance(value, list | tuple):
        return [_stored(item) for item in value]
    return value
