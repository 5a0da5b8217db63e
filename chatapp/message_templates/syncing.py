"""Keeping our copy of Meta's templates: all of an account by night or at a button, one after a webhook.

Nothing is written before Meta has told everything, and no transaction is open while it tells: a list that breaks off
changes nothing, and cannot make a template look deleted.
"""

import logging
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from chatapp import clock
from chatapp.extensions import db
from chatapp.graph import graph
from chatapp.jobs import DEFAULT, job
from chatapp.message_templates import queries, reasons
from chatapp.message_templates.graph_templates import EndlessList, MetaTemplates
from chatapp.message_templates.statuses import DELETED
from chatapp.models import Account, MessageTemplate
from chatapp.whatsapp.failures import GraphError

log = logging.getLogger(__name__)

#: Local hours in which accounts are synchronised, and how old a copy must be for that.
NIGHT = range(2, 6)
STALE = timedelta(hours=12)


@dataclass(frozen=True)
class Changes:
    """What a synchronisation has found."""

    added: int = 0
    changed: int = 0
    deleted: int = 0
    unchanged: int = 0

    def __add__(self, other: "Changes") -> "Changes":
        theirs = asdict(other)
        return Changes(**{name: count + theirs[name] for name, count in asdict(self).items()})


def meta_templates(account_id: int, waba_id: str) -> MetaTemplates | None:
    """The way to Meta's own list; None when no number speaks for that account. Ends the transaction."""
    number = queries.speaker(account_id, waba_id)
    token = number and number.access_token
    db.session.rollback()
    return MetaTemplates(graph(), waba_id, token) if token else None


def sync(account_id: int, waba_id: str) -> Changes:
    """Bring our copy up to date and commit. Raises GraphError or EndlessList, having changed nothing."""
    meta = meta_templates(account_id, waba_id)
    if meta is None:
        return Changes()
    asked_at = clock.now()
    told = meta.all()
    _lock(account_id, waba_id)
    known = {(row.name, row.language): row for row in _rows(account_id, waba_id)}
    found = [_take(account_id, waba_id, known, one, asked_at) for one in told]
    gone = _forget_missing(known.values(), asked_at)
    db.session.commit()
    changes = Changes(found.count("added"), found.count("changed"), gone, found.count("unchanged"))
    log.info("templates of %s: %s", waba_id, changes)
    return changes


def _lock(account_id: int, waba_id: str) -> None:
    """Two synchronisations at once would both add what is new."""
    key = f"templates:{account_id}:{waba_id}"
    db.session.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(key, 0))))


def _rows(account_id: int, waba_id: str) -> list[MessageTemplate]:
    select = sa.select(MessageTemplate).where(
        MessageTemplate.account_id == account_id, MessageTemplate.waba_id == waba_id
    )
    return list(db.session.scalars(select.order_by(MessageTemplate.id).with_for_update()))


def _take(account_id: int, waba_id: str, known: dict, told: dict[str, Any], asked_at: datetime) -> str:
    """Write one down: added, changed or unchanged."""
    key = (str(told["name"]), str(told.get("language")).replace("-", "_"))
    row = known.get(key)
    if row is None:
        row = known[key] = MessageTemplate(account_id=account_id, waba_id=waba_id, name=key[0], language=key[1])
        db.session.add(row)
        write(row, told, asked_at)
        return "added"
    if row.synced_at and row.synced_at > asked_at:
        return "unchanged"
    before = _state(row)
    write(row, told, asked_at)
    return "unchanged" if _state(row) == before else "changed"


def write(row: MessageTemplate, told: dict[str, Any], heard_at: datetime) -> None:
    """Everything that Meta tells of a template; what it leaves out stays as it was."""
    row.meta_id = str(told["id"])
    row.status = str(told.get("status") or row.status or "PENDING")
    row.category = str(told.get("category") or row.category or "UTILITY")
    row.components = told.get("components") or row.components or []
    row.parameter_format = told.get("parameter_format") or row.parameter_format or "POSITIONAL"
    row.quality = (told.get("quality_score") or {}).get("score") or row.quality or "UNKNOWN"
    row.rejected_reason = reasons.newer(row.rejected_reason, reasons.write(told.get("rejected_reason")))
    row.category_change = _recategorised(told, row)
    row.deleted_at, row.synced_at = None, heard_at


def _recategorised(told: dict[str, Any], row: MessageTemplate) -> dict | None:
    """What webhooks have announced stays until it has happened."""
    correct = told.get("correct_category")
    if correct and correct != row.category:
        return {**(row.category_change or {}), "category": row.category, "correct_category": correct}
    return row.category_change


def _state(row: MessageTemplate) -> tuple:
    """What people would notice."""
    return row.status, row.category, row.quality, row.components, row.rejected_reason, row.deleted_at


def _forget_missing(rows: Any, asked_at: datetime) -> int:
    """What Meta does not have any more. What was written while it told is newer than its list."""
    missing = [row for row in rows if row.deleted_at is None and (row.synced_at is None or row.synced_at < asked_at)]
    for row in missing:
        row.status, row.deleted_at = DELETED, asked_at
    return len(missing)


@job(DEFAULT, timeout=600)
def sync_later(account_id: int, waba_id: str) -> None:
    """`sync` in a worker: what Meta refuses now is asked again the next night."""
    try:
        sync(account_id, waba_id)
    except (GraphError, EndlessList) as error:
        log.warning("templates of %s could not be synchronised: %s", waba_id, error)


@job(DEFAULT)
def refresh(template_id: int) -> None:
    """Ask Meta for one template: webhooks tell what has changed, but not all of it, and not in order."""
    row = db.session.get(MessageTemplate, template_id)
    if row is None:
        return
    account_id, waba_id, meta_id = row.account_id, row.waba_id, row.meta_id
    meta = meta_templates(account_id, waba_id)
    if meta is None:
        return
    asked_at = clock.now()
    try:
        told = meta.one(meta_id)
    except GraphError as error:
        log.warning("template %s could not be read again: %s", meta_id, error)
        return
    _lock(account_id, waba_id)
    row = db.session.get(MessageTemplate, template_id, populate_existing=True)
    if row is not None and row.deleted_at is None and str(told.get("id")) == meta_id:
        write(row, told, asked_at)
    db.session.commit()


@job(DEFAULT)
def sweep() -> None:
    """Every hour: accounts that were never synchronised, and by night all others."""
    now = clock.now()
    zones = dict(db.session.execute(sa.select(Account.id, Account.timezone)).all())
    oldest = _oldest_news()
    for account_id, waba_id in queries.wabas():
        heard_at = oldest.get((account_id, waba_id))
        by_night = now.astimezone(ZoneInfo(zones[account_id])).hour in NIGHT
        if heard_at is None or (by_night and heard_at < now - STALE):
            sync_later.wake(account_id, waba_id)


def _oldest_news() -> dict[tuple[int, str], datetime]:
    """When each account's copy was whole for the last time; none for one that has no template."""
    columns = (MessageTemplate.account_id, MessageTemplate.waba_id)
    oldest = sa.func.min(sa.func.coalesce(MessageTemplate.synced_at, MessageTemplate.created_at))
    select = sa.select(*columns, oldest).where(MessageTemplate.deleted_at.is_(None)).group_by(*columns)
    return {(account_id, waba_id): at for account_id, waba_id, at in db.session.execute(select)}
