"""Small things kept by kind and key: profiles, subscriptions, blocked users."""

import json
from dataclasses import dataclass
from typing import Any

from .database import Database


@dataclass(frozen=True)
class Documents:
    """JSON documents of one kind."""

    database: Database
    kind: str

    def get(self, key: str) -> dict[str, Any] | None:
        """By key."""
        row = self.database.row("SELECT document FROM documents WHERE kind = ? AND key = ?", self.kind, key)
        return json.loads(row["document"]) if row else None

    def put(self, key: str, document: dict[str, Any]) -> None:
        """Keep or replace."""
        self.database.execute(
            "INSERT OR REPLACE INTO documents (kind, key, document) VALUES (?, ?, ?)",
            self.kind,
            key,
            json.dumps(document),
        )

    def remove(self, key: str) -> None:
        """Forget."""
        self.database.execute("DELETE FROM documents WHERE kind = ? AND key = ?", self.kind, key)

    def every_key(self) -> list[str]:
        """All keys, sorted."""
        rows = self.database.rows("SELECT key FROM documents WHERE kind = ? ORDER BY key", self.kind)
        return [row["key"] for row in rows]
