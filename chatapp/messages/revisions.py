"""What a message said before its author edited or deleted it.

The message itself says what is true now; a row per change keeps what it said until then. Changes come in any order and
more than once: each is put where it belongs by Meta's time, so that the story is the same in the end.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from chatapp import kinds
from chatapp.extensions import db
from chatapp.kinds import Kind
from chatapp.kinds.revoke import Revoke
from chatapp.models import Message, MessageRevision

#: What surrounds a message stays with it, whatever it says.
_SURROUNDINGS = ("forwarded", "forwarded_often", "referral", "referred_product")


class Version(NamedTuple):
    """What the message said, from `since` on."""

    kind: str
    content: dict
    since: datetime

    @property
    def says(self) -> Kind:
        """As the dataclass of its kind."""
        return kinds.restore(self.kind, self.content)


@dataclass(frozen=True)
class Change:
    """The edit or deletion that Meta calls `wamid`: from `at` on the message says `says`."""

    wamid: str
    at: datetime
    says: Kind

    @property
    def place(self) -> tuple[bool, datetime, str]:
        """In the order of changes. Nothing comes after a deletion."""
        return (self.says.name == Revoke.name, self.at, self.wamid)


def apply(message: Message, change: Change) -> bool:
    """Put a change where it belongs in the message's story; False if it is known already.

    The caller holds the message's lock.
    """
    changes, versions = _story(message)
    if change.wamid in {known.wamid for known in changes}:
        return False
    position = sum(known.place < change.place for known in changes)
    said = _content(versions[0], change)
    versions.insert(position + 1, (change.says.name, said))
    changes.insert(position, change)
    _write(message, changes, versions)
    return True


def of(message: Message) -> list[Version]:
    """Everything the message has said, the first version first, the last being what it says now."""
    changes, versions = _story(message)
    moments = [message.sent_at, *(change.at for change in changes)]
    return [Version(kind, content, since) for (kind, content), since in zip(versions, moments, strict=True)]


def _story(message: Message) -> tuple[list[Change], list[tuple[str, dict]]]:
    """The changes in their order, and what was said before, between and after them."""
    rows = _rows(message)
    versions = [(row.kind, row.content) for row in rows] + [(message.kind, message.content)]
    outcomes = [kinds.restore(*version) for version in versions[1:]]
    changes = [Change(row.wamid, row.revised_at, says) for row, says in zip(rows, outcomes, strict=True)]
    return changes, versions


def _rows(message: Message) -> Sequence[MessageRevision]:
    """Written in the order of the story, so that their ids tell it."""
    select = sa.select(MessageRevision).where(MessageRevision.message_id == message.id)
    return db.session.scalars(select.order_by(MessageRevision.id)).all()


def _write(message: Message, changes: Sequence[Change], versions: Sequence[tuple[str, dict]]) -> None:
    """Rows are few, and written anew: whatever came between others moves those after it."""
    db.session.execute(sa.delete(MessageRevision).where(MessageRevision.message_id == message.id))
    for change, (kind, content) in zip(changes, versions[:-1], strict=True):
        db.session.add(
            MessageRevision(
                account_id=message.account_id,
                number_id=message.number_id,
                message_id=message.id,
                wamid=change.wamid,
                kind=kind,
                content=content,
                revised_at=change.at,
            )
        )
        db.session.flush()
    message.kind, message.content = versions[-1]
    db.session.flush()


def _content(first: tuple[str, dict], change: Change) -> dict:
    """What is stored of the new version: what it says, what surrounds the message, and since when."""
    at = change.at.isoformat()
    if change.says.name == Revoke.name:
        return {**change.says.to_stored(), "revoked_at": at}
    surroundings = {key: first[1][key] for key in _SURROUNDINGS if key in first[1]}
    return {**_with_file(change.says, kinds.restore(*first)).to_stored(), **surroundings, "edited_at": at}


def _with_file(says: Kind, original: Kind) -> Kind:
    """People edit captions; the file is the one we have, whatever Meta tells of it now."""
    if says.media_kind is None or says.media_kind != original.media_kind:
        return says
    return replace(says, file=original.file)
