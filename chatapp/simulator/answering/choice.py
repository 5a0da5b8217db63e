"""One thing to tap."""

from dataclasses import asdict, dataclass
from typing import Any

from ..books import Message
from ..customers import Customer
from ..settings import BusinessNumber


@dataclass(frozen=True)
class Choice:
    """``does`` is ``answer`` (sends ``message``), ``link`` or ``copy`` (``value``), ``form``, ``location`` or ``call``.

    ``group`` holds rows of one section or buttons of one card together; ``sheet`` is the label of the button that
    opens the sheet this choice is in, empty for what stands below the message itself.
    """

    label: str
    does: str
    message: dict[str, Any] | None = None
    value: str = ""
    detail: str = ""
    group: str = ""
    sheet: str = ""

    def as_json(self, key: int) -> dict[str, Any]:
        """What the page needs; ``key`` is the place among the choices of the message."""
        shown = asdict(self)
        del shown["message"]
        return {"key": key, **shown}


def context_of(quoted: Message, customer: Customer, number: BusinessNumber) -> dict[str, str]:
    """The ``context`` of an answer to this message: who wrote it and its wamid."""
    own = quoted.direction == "from_customer"
    return {"from": customer.address if own else number.display, "id": quoted.wamid}
