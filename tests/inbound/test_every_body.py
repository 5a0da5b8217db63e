"""Every webhook body that we have an example of is taken in without an error, and leaves what it should."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.messages.calls import BEGINS, ENDS
from chatapp.models import Message, MessageEvent, Reaction
from chatapp.whatsapp import facts
from chatapp.whatsapp.webhook import parse
from tests import factories

BODIES = sorted((Path(__file__).parent.parent / "fixtures" / "webhooks").glob("*.json"))


@pytest.mark.parametrize("path", BODIES, ids=lambda path: path.stem)
def test_it_leaves_what_it_should(account, arrive, path):
    body = path.read_bytes()
    found = parse(body)
    for phone_number_id in {fact.phone_number_id for fact in found if isinstance(fact, facts.NumberFact)}:
        factories.phone_number(account, phone_number_id=phone_number_id)

    (event, _again) = arrive(body, body)

    assert event.error is None
    assert event.processed_at is not None
    assert sorted(fault["path"] for fault in event.faults or []) == sorted(map(path_of, filter(set_aside, found)))
    for fact in found:
        if not set_aside(fact):
            check(fact)


def set_aside(fact: facts.Fact) -> bool:
    in_group = getattr(fact, "group_id", None) or getattr(fact, "field", "").startswith("group_")
    return isinstance(fact, facts.Malformed) or bool(in_group)


def path_of(fact: facts.Fact) -> str:
    return fact.path


def check(fact: facts.Fact) -> None:
    match fact:
        case facts.InboundMessage() | facts.MessageEcho():
            assert kinds_of(fact.wamid) == [fact.kind.name]
        case facts.MessageEdit():
            assert kinds_of(fact.wamid) == ["edit"], "its message is unknown, so it waits as a line"
        case facts.MessageRevoke():
            assert kinds_of(fact.wamid) == ["revoke"]
        case facts.CallEvent() if fact.event in (BEGINS, ENDS):
            assert kinds_of(fact.call_id) == ["call"]
        case facts.MessageReaction():
            assert db.session.scalars(sa.select(Reaction.emoji).filter_by(target_wamid=fact.target_wamid)).all()
        case facts.StatusUpdate():
            select = sa.select(sa.func.count(MessageEvent.id)).filter_by(wamid=fact.wamid, status=fact.status)
            assert db.session.scalar(select) == 1


def kinds_of(wamid: str) -> list[str]:
    return list(db.session.scalars(sa.select(Message.kind).filter_by(wamid=wamid)))
