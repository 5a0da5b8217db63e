"""An error as Meta reports it, in a webhook."""

from dataclasses import dataclass
from typing import Any, Self

from chatapp.whatsapp.values import code_or_none, text_or_none


@dataclass(frozen=True, slots=True)
class MetaError:
    """Build on `code` alone: Meta is retiring the titles, and `details` is prose that varies."""

    code: int | None
    title: str | None = None
    details: str | None = None

    @classmethod
    def read(cls, error: dict[str, Any]) -> Self:
        """Read one item of an `errors` list; `error_data` is an object or, in the wild, a plain string."""
        data = error.get("error_data")
        return cls(
            code=code_or_none(error.get("code")),
            title=text_or_none(error.get("title")) or text_or_none(error.get("message")),
            details=text_or_none(data.get("details") if isinstance(data, dict) else data),
        )


def read_errors(errors: Any) -> tuple[MetaError, ...]:
    """All readable items of an `errors` list."""
    return tuple(MetaError.read(error) for error in errors if isinstance(error, dict)) if type(errors) is list else ()
