"""The knobs of the control page: how WhatsApp behaves until told otherwise."""

import json
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from .database import Database

CHOICES = {
    "signature": ("good", "wrong", "none"),
    "pricing_on": ("sent", "delivered", "both", "none"),
    "token": ("valid", "expired", "invalid"),
    "errors_arrive": ("answer", "status"),
    "pair_limit": ("burst", "debt", "off"),
    "strangers": ("undeliverable", "join"),
    "template_review": ("APPROVED", "REJECTED", "PENDING"),
}


@dataclass(frozen=True)
class Switches:
    """Times in milliseconds, chances from 0 to 1.

    Webhooks: ``paused`` holds them; ``duplicate`` is the chance that an accepted body is posted again; ``shuffle_ms``
    lets updates overtake one another within that time; ``batch`` is how many due updates may share a POST;
    ``signature`` can be wrong or missing; ``webhook_version`` below 24 adds ``conversation`` to statuses.
    Statuses: ``skip_delivered`` jumps from sent to read; ``statuses_first`` sends them before Meta's own answer;
    ``failed_contacts`` adds the ``contacts`` that a failed status has in older captures and not on today's page.
    Graph: ``errors_arrive="status"`` accepts first and fails afterwards; ``pair_limit`` "burst" allows 45 at once and
    repays one per six seconds, "debt" is the documented reading (a burst must be repaid before the next message).
    """

    paused: bool = False
    duplicate: float = 0.0
    shuffle_ms: int = 0
    delay_ms: int = 0
    batch: int = 1
    signature: str = "good"
    webhook_version: int = 26
    pricing_on: str = "delivered"
    free_tier: int = 1000
    sent_ms: int = 30
    delivered_ms: int = 120
    read_ms: int = 60
    skip_delivered: bool = False
    statuses_first: bool = False
    failed_contacts: bool = False
    latency_low_ms: int = 0
    latency_high_ms: int = 0
    token: str = "valid"
    errors_arrive: str = "answer"
    throughput: int = 80
    rate_limit_http: int = 400
    pair_limit: str = "burst"
    strangers: str = "undeliverable"
    hide_phones: bool = False
    inbound_media_url: bool = True
    media_url_seconds: int = 300
    uploaded_media_seconds: int = 30 * 24 * 3600
    received_media_seconds: int = 7 * 24 * 3600
    template_review: str = "APPROVED"


TYPES = {field.name: field.type for field in fields(Switches)}


class SwitchBoard:
    """The current switches, kept across restarts."""

    def __init__(self, database: Database, latency_ms: tuple[int, int]) -> None:
        self._database = database
        self._initial = Switches(latency_low_ms=latency_ms[0], latency_high_ms=latency_ms[1])
        row = database.row("SELECT document FROM documents WHERE kind = 'switches'")
        kept = json.loads(row["document"]) if row else {}
        self.now = replace(self._initial, **{name: kept[name] for name in kept.keys() & TYPES.keys()})

    def turn(self, changes: dict[str, Any]) -> Switches:
        """Change some switches; raises ValueError naming the first bad one."""
        for name, value in changes.items():
            check(name, value)
        self.now = replace(self.now, **changes)
        self._database.execute(
            "INSERT OR REPLACE INTO documents (kind, key, document) VALUES ('switches', '', ?)",
            json.dumps(asdict(self.now)),
        )
        return self.now

    def reset(self) -> None:
        """Back to calm weather."""
        self.now = self._initial
        self._database.execute("DELETE FROM documents WHERE kind = 'switches'")


def check(name: str, value: Any) -> None:
    """Refuse an unknown switch or a value of the wrong kind."""
    if name not in TYPES:
        raise ValueError(f"there is no switch {name!r}; there are {', '.join(TYPES)}")
    wanted = TYPES[name]
    right = isinstance(value, wanted) or (wanted is float and isinstance(value, int))
    if not right or (wanted is not bool and isinstance(value, bool)):
        raise ValueError(f"{name} is a {wanted.__name__}")
    if name in CHOICES and value not in CHOICES[name]:
        raise ValueError(f"{name} is one of {', '.join(CHOICES[name])}")
    if wanted in (int, float) and value < 0:
        raise ValueError(f"{name} cannot be negative")
    if name == "batch" and not 1 <= value <= 1000:
        raise ValueError("batch is 1 to 1000, as with Meta")
    if name == "duplicate" and value > 1:
        raise ValueError("duplicate is a chance from 0 to 1")
