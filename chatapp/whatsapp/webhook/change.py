"""One change of one entry, and what all readers of changes need."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from chatapp.whatsapp.customer import Customer
from chatapp.whatsapp.facts import AccountEvent, Fact, Malformed
from chatapp.whatsapp.values import text_or_none
from chatapp.whatsapp.webhook.contacts import complete


class Odd(ValueError):
    """Something is missing or is not what Meta documents."""


@dataclass(frozen=True, slots=True)
class Change:
    """`path` is where it stands ("entry[0].changes[1]"); `time` is the entry's, on account fields only."""

    path: str
    waba_id: str | None
    time: Any
    field: str
    value: dict[str, Any]

    def each(self, key: str, read: Callable[["Change", str, dict[str, Any]], Fact]) -> list[Fact]:
        """The fact that `read` makes of every item in the list `key`; nothing when there is no such list."""
        items = self.value.get(key)
        if items is None:
            return []
        if not isinstance(items, list):
            return [self.malformed(f"{self.path}.{key}", "is not a list", items)]
        return [self._guarded(read, f"{self.path}.{key}[{index}]", item) for index, item in enumerate(items)]

    def rest(self, *known: str) -> list[Fact]:
        """An event for every list or object in the value that nobody else reads, so that new things are kept."""
        return [
            AccountEvent(
                path=f"{self.path}.{key}",
                waba_id=self.waba_id,
                phone_number_id=self.phone_number_id_or_none,
                field=f"{self.field}.{key}",
                raw=part,
            )
            for key, part in self.value.items()
            if key not in _ENVELOPE and key not in known and isinstance(part, (dict, list))
        ]

    def _guarded(self, read: Callable[["Change", str, dict[str, Any]], Fact], path: str, item: Any) -> Fact:
        if not isinstance(item, dict):
            return self.malformed(path, "is not an object", item)
        try:
            return read(self, path, item)
        except Odd as odd:
            return self.malformed(path, str(odd), item)
        except Exception as error:  # whatever one item does to us, the other 999 of the batch must arrive
            return self.malformed(path, f"{type(error).__name__}: {error}", item)

    def malformed(self, path: str, reason: str, raw: Any) -> Malformed:
        """What stands at `path` cannot be read, because of `reason`."""
        return Malformed(path=path, waba_id=self.waba_id, reason=reason, raw=raw)

    @property
    def phone_number_id_or_none(self) -> str | None:
        """The business number that the change is about, if it names one."""
        metadata = self.value.get("metadata")
        return text_or_none(metadata.get("phone_number_id")) if isinstance(metadata, dict) else None

    @property
    def phone_number_id(self) -> str:
        """The business number that the change is about."""
        number = self.phone_number_id_or_none
        if number is None:
            raise Odd("metadata.phone_number_id is missing")
        return number

    def customer(self, wa_id: Any, bsuid: Any, parent_bsuid: Any = None) -> Customer:
        """The person with these ids, completed from the `contacts` block."""
        return complete(self.value.get("contacts"), wa_id, bsuid, parent_bsuid)


_ENVELOPE = ("messaging_product", "metadata", "contacts")


def required(item: dict[str, Any], key: str) -> str:
    """The text at `key`, which must be there."""
    text = text_or_none(item.get(key))
    if text is None:
        raise Odd(f"{key} is missing")
    return text


def moment(item: dict[str, Any], key: str = "timestamp") -> datetime:
    """Meta's time at `key`: unix seconds, mostly printed as text."""
    return moment_of(item.get(key), key)


def moment_of(value: Any, name: str) -> datetime:
    """Unix seconds as an aware datetime."""
    try:
        return datetime.fromtimestamp(int(value), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        raise Odd(f"{name} is not a time: {value!r}") from None
