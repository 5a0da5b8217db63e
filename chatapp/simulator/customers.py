"""The people with phones: who they are to Meta and what their phone does."""

import sqlite3
from dataclasses import asdict, dataclass, fields
from typing import Any

from .database import Database
from .dialing import spellings
from .identifiers import new_user_id

WINDOWS = ("auto", "open", "closed")


@dataclass(frozen=True)
class Customer:
    """One WhatsApp user. ``wa_id`` is None for a user known by username only; ``user_id`` (BSUID) is always there.

    ``window`` overrides the 24-hour rule: ``auto`` obeys it, ``open`` and ``closed`` do not.
    """

    id: int
    name: str
    wa_id: str | None
    user_id: str
    parent_user_id: str | None
    username: str | None
    shares_phone: bool
    online: bool
    auto_read: bool
    read_receipts: bool
    window: str

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> "Customer":
        """A customer as the table keeps it."""
        flags = ("shares_phone", "online", "auto_read", "read_receipts")
        return cls(**{**dict(row), **{flag: bool(row[flag]) for flag in flags}})

    @property
    def visible_phone(self) -> str | None:
        """The phone as webhooks may show it."""
        return self.wa_id if self.shares_phone else None

    @property
    def address(self) -> str:
        """Phone digits or, lacking them, the BSUID."""
        return self.wa_id or self.user_id

    def as_json(self) -> dict[str, Any]:
        """Every field, for the control API."""
        return asdict(self)


CHANGEABLE = {field.name for field in fields(Customer)} - {"id"}


class Customers:
    """The directory of WhatsApp."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, name: str, wa_id: str | None = None, user_id: str | None = None, **traits: Any) -> Customer:
        """A new customer; raises ValueError when the phone or the BSUID is taken or a trait is unknown."""
        values = {"name": name, "wa_id": wa_id, "user_id": user_id or new_user_id(), **traits}
        check_traits(values)
        columns = ", ".join(values)
        marks = ", ".join("?" * len(values))
        try:
            row = self._database.insert(
                f"INSERT INTO customers ({columns}) VALUES ({marks}) RETURNING *", *values.values()
            )
        except sqlite3.IntegrityError:
            raise ValueError("another customer has this phone or this user id") from None
        return Customer.from_row(row)

    def change(self, customer_id: int, **traits: Any) -> Customer:
        """Change some fields; raises ValueError for an unknown field or a taken phone."""
        check_traits(traits)
        assignments = ", ".join(f"{name} = ?" for name in traits)
        try:
            self._database.execute(f"UPDATE customers SET {assignments} WHERE id = ?", *traits.values(), customer_id)
        except sqlite3.IntegrityError:
            raise ValueError("another customer has this phone or this user id") from None
        return self.get(customer_id)

    def get(self, customer_id: int) -> Customer:
        """By our own id; KeyError when there is none."""
        row = self._database.row("SELECT * FROM customers WHERE id = ?", customer_id)
        if row is None:
            raise KeyError(customer_id)
        return Customer.from_row(row)

    def everyone(self) -> list[Customer]:
        """All customers, oldest first."""
        return [Customer.from_row(row) for row in self._database.rows("SELECT * FROM customers ORDER BY id")]

    def with_phone(self, digits: str) -> Customer | None:
        """Whoever answers when these digits are dialled, whichever spelling is registered."""
        forms = sorted(spellings(digits))
        marks = ", ".join("?" * len(forms))
        row = self._database.row(
            f"SELECT * FROM customers WHERE wa_id IN ({marks}) ORDER BY wa_id = ? DESC", *forms, digits
        )
        return Customer.from_row(row) if row else None

    def with_user_id(self, user_id: str) -> Customer | None:
        """By BSUID or parent BSUID."""
        row = self._database.row("SELECT * FROM customers WHERE ? IN (user_id, parent_user_id)", user_id)
        return Customer.from_row(row) if row else None


def check_traits(traits: dict[str, Any]) -> None:
    """Refuse fields a customer has not."""
    unknown = set(traits) - CHANGEABLE
    if unknown or not traits:
        raise ValueError(f"a customer has {', '.join(sorted(CHANGEABLE))}; not {', '.join(sorted(unknown))}")
    if traits.get("window", "auto") not in WINDOWS:
        raise ValueError(f"window is one of {', '.join(WINDOWS)}")
    if not traits.get("name", "x"):
        raise ValueError("a customer needs a name")
    phone = traits.get("wa_id")
    if phone is not None and not (isinstance(phone, str) and phone.isdigit() and 7 <= len(phone) <= 15):
        raise ValueError("wa_id is 7 to 15 digits, or null for a customer without a phone")
