"""Templates at Meta: listing, reading, making, changing and deleting them. Nothing here touches the database.

Raises `whatsapp.failures.GraphError`, like the client.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from chatapp.kinds.reading import items, mapping
from chatapp.whatsapp.client import GraphClient

FIELDS = (
    "id,name,language,status,category,components,parameter_format,rejected_reason,quality_score,previous_category,"
    "correct_category"
)
PAGE_SIZE = 100
#: Ends a list that leads in circles; Meta allows 6,000 templates.
MOST_PAGES = 200


class EndlessList(Exception):
    """Meta's list of templates did not come to an end."""


@dataclass(frozen=True)
class MetaTemplates:
    """The templates of one WhatsApp business account, seen with one token."""

    client: GraphClient
    waba_id: str
    token: str

    def all(self) -> list[dict[str, Any]]:
        """Every template, page after page; what has no id or name is left out."""
        return [one for page in self._pages() for one in page if one.get("id") and one.get("name")]

    def _pages(self) -> Iterator[list[dict[str, Any]]]:
        params = {"fields": FIELDS, "limit": str(PAGE_SIZE)}
        for _page in range(MOST_PAGES):
            answer = self.client.request("GET", self._path, self.token, params=params)
            yield [mapping(one) for one in items(answer, "data")]
            paging = mapping(answer.get("paging"))
            after = mapping(paging.get("cursors")).get("after")
            if not paging.get("next") or not after or after == params.get("after"):
                return
            params["after"] = after
        raise EndlessList(self.waba_id)

    def one(self, meta_id: str) -> dict[str, Any]:
        """A template by its id."""
        return self.client.request("GET", meta_id, self.token, params={"fields": FIELDS})

    def create(self, document: dict[str, Any]) -> dict[str, Any]:
        """`{"id", "status", "category"}` of the new one."""
        return self.client.request("POST", self._path, self.token, payload=document)

    def edit(self, meta_id: str, changes: dict[str, Any]) -> dict[str, Any]:
        """Replace its components as a whole."""
        return self.client.request("POST", meta_id, self.token, payload=changes)

    def delete(self, meta_id: str, name: str) -> None:
        """This language of it only."""
        self.client.request("DELETE", self._path, self.token, params={"hsm_id": meta_id, "name": name})

    @property
    def _path(self) -> str:
        return f"{self.waba_id}/message_templates"
