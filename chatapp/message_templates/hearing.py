"""What webhooks tell of templates: put down at once, and then asked for, for they come in any order and tell parts."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from chatapp import clock
from chatapp.message_templates import queries, reasons, syncing
from chatapp.message_templates.components import revised
from chatapp.message_templates.statuses import AFTER_EVENT, DELETED, STILL_IN_USE
from chatapp.models import MessageTemplate
from chatapp.whatsapp.facts import AccountEvent

#: How far Meta's clock and ours may be apart. Within it we apply what may be old news, and then ask.
SKEW = timedelta(minutes=1)

Spoken = tuple[AccountEvent, Sequence[int] | None]


def hear(events: Iterable[Spoken]) -> None:
    """Apply those that are about templates, each with the accounts its signature speaks for (None: all).

    Whatever is older than our copy is in it already. A template that we do not know is asked for, with all others.
    """
    of_templates = [(event, signed_for) for event, signed_for in events if event.field in HEARERS and event.waba_id]
    for event, signed_for in sorted(of_templates, key=lambda spoken: _moment(spoken[0])):
        meta_id = str(event.raw.get("message_template_id") or "")
        rows = queries.by_meta_id(event.waba_id, meta_id, signed_for)
        for row in rows:
            _apply(row, event)
        if not rows:
            _ask_for_all(event.waba_id, signed_for)


def _apply(row: MessageTemplate, event: AccountEvent) -> None:
    if row.synced_at and _moment(event) < row.synced_at - SKEW:
        return
    HEARERS[event.field](row, event.raw, _moment(event))
    if row.deleted_at is None:
        syncing.refresh.later(row.id)


def _moment(event: AccountEvent) -> datetime:
    return event.occurred_at or clock.now()


def _ask_for_all(waba_id: str, signed_for: Sequence[int] | None) -> None:
    for account_id, connected in queries.wabas():
        if connected == waba_id and (signed_for is None or account_id in signed_for):
            syncing.sync_later.later(account_id, waba_id)


def _status(row: MessageTemplate, told: dict[str, Any], at: datetime) -> None:
    event = str(told.get("event") or row.status)
    if event in STILL_IN_USE:
        return
    row.status = AFTER_EVENT.get(event, event)
    row.category = told.get("message_template_category") or row.category
    rejection, other = told.get("rejection_info") or {}, told.get("other_info") or {}
    row.rejected_reason = reasons.write(
        told.get("reason"),
        rejection.get("reason"),
        rejection.get("recommendation"),
        other.get("title"),
        other.get("description"),
    )
    row.deleted_at = at if row.status == DELETED else None


def _quality(row: MessageTemplate, told: dict[str, Any], _at: datetime) -> None:
    row.quality = told.get("new_quality_score") or row.quality


def _components(row: MessageTemplate, told: dict[str, Any], _at: datetime) -> None:
    row.components = revised(row.components, told)


def _category(row: MessageTemplate, told: dict[str, Any], at: datetime) -> None:
    """Announced a day before (`correct_category`), then done."""
    correct, category = told.get("correct_category"), told.get("new_category")
    row.category = category or row.category
    if correct and correct != row.category:
        due = told.get("category_update_timestamp")
        when = datetime.fromtimestamp(int(due), UTC) if str(due or "").isdigit() else at
        row.category_change = {"category": row.category, "correct_category": correct, "at": when.isoformat()}
    else:
        before = told.get("previous_category")
        row.category_change = {"category": row.category, "previous_category": before, "at": at.isoformat()}


HEARERS: dict[str, Callable[[MessageTemplate, dict[str, Any], datetime], None]] = {
    "message_template_status_update": _status,
    "message_template_quality_update": _quality,
    "message_template_components_update": _components,
    "template_category_update": _category,
    "template_correct_category_detection": _category,
}
