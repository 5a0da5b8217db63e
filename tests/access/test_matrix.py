"""Every address x every caller x whose thing it is, as a page and as JSON; what is refused exists, for somebody else
is given it."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from chatapp.conversations import broadcasts
from chatapp.conversations.guards import streams_for
from chatapp.extensions import db
from chatapp.models import Conversation
from chatapp.realtime.streams import may_watch
from chatapp.whatsapp.client import GraphClient
from tests.access.callers import Caller
from tests.access.sight import CALLERS, COLLEAGUE, NOBODY, SEEN, TALKS
from tests.access.table import TABLE, Row
from tests.access.things import Thing
from tests.access.world import World

_VARIABLE = re.compile(r"<(?:[^:<>]+:)?(\w+)>")
#: Parts of addresses that name no row.
_WORDS = {"kind": "contacts", "variant": "original"}
_READS = ("GET",)


def test_each_address_has_its_row(app: Flask):
    known = {f"{m} {rule.rule}" for rule in app.url_map.iter_rules() for m in rule.methods - {"HEAD", "OPTIONS"}}
    assert known - set(TABLE) == set(), "these routes are in no row of tests/access/table.py"
    assert set(TABLE) - known == set(), "these rows have no route"


@pytest.fixture
def world(app: Flask) -> Iterator[World]:
    """Meta is away."""
    app.extensions["graph"] = GraphClient("http://127.0.0.1:9", "v26.0")
    yield World()
    app.extensions.pop("graph").close()


@pytest.mark.parametrize("needs", sorted({row.needs or "nothing" for row in TABLE.values()}))
def test_the_table(app: Flask, world: World, needs: str):
    callers = {name: Caller(app, world.people.get(name)) for name in CALLERS}
    faults = []
    for named, row in TABLE.items():
        if not row.elsewhere and needs == (row.needs or "nothing"):
            method, _blank, rule = named.partition(" ")
            faults += [f"{named}, {fault}" for fault in _Walk(world, callers, method, rule, row).faults()]
    assert not faults, "\n".join(faults)


class _Walk:
    """One row with all its callers."""

    def __init__(self, world: World, callers: dict[str, Caller], method: str, rule: str, row: Row):
        self.world, self.callers, self.method, self.rule, self.row = world, callers, method, rule, row

    def faults(self) -> Iterator[str]:
        owners = self.world.owners(self.row.needs) if self.row.needs else [""]
        for owner in owners:
            for form in ("html", "json"):
                # What holds for one agent holds for the other, but for what only one of them sees.
                callers = [caller for caller in CALLERS if caller != COLLEAGUE or owner in ("colleague's", "team's")]
                given = [caller for caller in callers if self._refusal(caller, owner) is None]
                for caller in sorted(callers, key=given.__contains__):
                    yield from (f"{owner} {form} {caller}: {fault}" for fault in self._ask(caller, owner, form))
                if not given:
                    yield f"{owner}: nobody may, so nothing is proven"
        yield from self._named_in_bodies()

    def _refusal(self, caller: str, owner: str) -> int | None:
        row = self.row
        if caller not in row.who:
            return 401 if caller == NOBODY else 403
        if row.needs and owner not in SEEN[row.needs][caller]:
            return 404
        return 403 if caller not in row.changes.get(owner, CALLERS) else None

    def _ask(self, caller: str, owner: str, form: str) -> Iterator[str]:
        expected = self._refusal(caller, owner)
        thing = self._thing(owner, anew=expected is None and self.method not in _READS)
        answer = self._answer(caller, form, thing)
        if expected is not None:
            if _status(answer) != expected:
                yield f"{answer.status_code} instead of {expected}"
            if thing.secret and thing.secret in answer.text:
                yield "is refused and told all the same"
        elif not self.row.accepts(form, _status(answer)):
            yield f"is refused with {answer.status_code}: {answer.text[:300]}"
        elif self.row.lists and answer.status_code == 200:
            yield from self._list(caller, answer.text)

    def _list(self, caller: str, told: str) -> Iterator[str]:
        kind = self.row.lists
        for owner in self.world.owners(kind):
            sees = owner in SEEN[kind][caller]
            if (self.world.thing(kind, owner).secret in told) != sees:
                yield f"the list {'lacks' if sees else 'tells of'} the {owner}"

    def _named_in_bodies(self) -> Iterator[str]:
        for name, kind in self.row.names.items():
            for caller in sorted(self.row.who):
                thing = self.world.seen_by(caller, self.row.needs)
                for owner in self.world.owners(kind):
                    named = self.world.thing(kind, owner).ids[name]
                    status = _status(self._answer(caller, "json", thing, {name: named}))
                    if (status < 400) != (owner in SEEN[kind][caller]) or (status >= 400 and status != 404):
                        yield f"{caller} names the {owner} {kind}: {status}"

    def _thing(self, owner: str, *, anew: bool) -> Thing:
        if self.row.needs is None:
            return Thing({}, "")
        return (self.world.make if anew else self.world.thing)(self.row.needs, owner)

    def _answer(self, caller: str, form: str, thing: Thing, instead: dict | None = None) -> TestResponse:
        row, ids = self.row, {**_WORDS, **thing.ids}
        for owner in self.world.owners(row.lists) if row.lists else ():
            self.world.thing(row.lists, owner)
        sent = row.sends(self.world, caller) if callable(row.sends) else row.sends
        sent = {name: value.format(**ids) if isinstance(value, str) else value for name, value in sent.items()}
        address = _VARIABLE.sub(lambda found: str(ids[found[1]]), self.rule) + f"?{row.asks}".format(**ids)
        return self.callers[caller].asks(form, self.method, address, {**sent, **(instead or {})})


def _status(answer: TestResponse) -> int:
    """Being led to the form for signing in is a page's 401."""
    return 401 if answer.status_code == 303 and (answer.location or "").startswith("/login") else answer.status_code


def test_streams_follow_the_same_rule(app: Flask, world: World):
    """Who sees a conversation may watch it, and is pushed its row on a stream that their page watches."""
    for owner in world.owners("conversation"):
        conversation = db.session.get(Conversation, world.thing("conversation", owner).ids["conversation_id"])
        for caller, person in world.people.items():
            sees = owner in TALKS[caller]
            assert may_watch(person, broadcasts.thread_stream(conversation.id)) is sees, (caller, owner)
            assert bool(broadcasts.list_streams(conversation) & set(streams_for(person))) is sees, (caller, owner)
            assert all(may_watch(person, stream) for stream in streams_for(person))
