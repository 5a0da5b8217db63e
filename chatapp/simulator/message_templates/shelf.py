"""The templates of each account, by name and language."""

import json
import sqlite3
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..database import Database
from ..identifiers import new_graph_id
from .starters import STARTERS


@dataclass(frozen=True)
class Template:
    """One translation of a template; ``document`` is what ``GET /{template id}`` shows."""

    id: str
    waba_id: str
    name: str
    language: str
    document: dict[str, Any]

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> "Template":
        """A template as the table keeps it."""
        return cls(**{**dict(row), "document": json.loads(row["document"])})

    @property
    def category(self) -> str:
        """MARKETING, UTILITY or AUTHENTICATION."""
        return self.document["category"]

    @property
    def components(self) -> list[dict[str, Any]]:
        """HEADER, BODY, FOOTER, BUTTONS ..."""
        return self.document["components"]

    def component(self, kind: str) -> dict[str, Any] | None:
        """The component of this type, if the template has one."""
        return next((each for each in self.components if each["type"].upper() == kind), None)

    @property
    def named(self) -> bool:
        """Whether its variables have names instead of numbers."""
        return self.document.get("parameter_format") == "NAMED"

    @property
    def status(self) -> str:
        """APPROVED, PENDING ...: a review is over when its time has come."""
        return "PENDING" if self.document.get("_decided_at", 0) > time.time() else self.document["status"]

    def as_json(self) -> dict[str, Any]:
        """What Meta shows of it."""
        shown = {key: value for key, value in self.document.items() if not key.startswith("_")}
        return {"name": self.name, **shown, "status": self.status, "language": self.language, "id": self.id}


class Templates:
    """All accounts' templates."""

    def __init__(self, database: Database, accounts: Iterable[str]) -> None:
        self._database, self._accounts = database, sorted(set(accounts))
        self.stock()

    def stock(self) -> None:
        """Give every account without any template a few approved ones."""
        for account in self._accounts:
            if not self.of(account):
                for document in STARTERS:
                    self.add(account, document["name"], document["language"], document)

    def add(self, waba_id: str, name: str, language: str, document: dict[str, Any]) -> Template:
        """A new one; raises ValueError when this name has this language already."""
        kept = {key: value for key, value in document.items() if key not in ("name", "language", "id")}
        try:
            row = self._database.insert(
                "INSERT INTO templates (id, waba_id, name, language, document) VALUES (?, ?, ?, ?, ?) RETURNING *",
                new_graph_id(),
                waba_id,
                name,
                language,
                json.dumps(kept),
            )
        except sqlite3.IntegrityError:
            raise ValueError("there is already content in this language for this template") from None
        return Template.from_row(row)

    def change(self, template_id: str, **changes: Any) -> Template | None:
        """Replace parts of the document (``status``, ``components`` ...)."""
        found = self.get(template_id)
        if found is None:
            return None
        document = json.dumps({**found.document, **changes})
        self._database.execute("UPDATE templates SET document = ? WHERE id = ?", document, template_id)
        return self.get(template_id)

    def get(self, template_id: str) -> Template | None:
        """By id."""
        row = self._database.row("SELECT * FROM templates WHERE id = ?", template_id)
        return Template.from_row(row) if row else None

    def find(self, waba_id: str, name: str, language: str) -> Template | None:
        """By what a send names."""
        row = self._database.row(
            "SELECT * FROM templates WHERE waba_id = ? AND name = ? AND language = ?", waba_id, name, language
        )
        return Template.from_row(row) if row else None

    def of(self, waba_id: str) -> list[Template]:
        """Every template of an account, newest last."""
        rows = self._database.rows("SELECT * FROM templates WHERE waba_id = ? ORDER BY rowid", waba_id)
        return [Template.from_row(row) for row in rows]

    def remove(self, templates: list[Template]) -> None:
        """Delete these."""
        for template in templates:
            self._database.execute("DELETE FROM templates WHERE id = ?", template.id)
