"""The auditor finds each kind of error that is planted, and nothing where all is well."""

from dataclasses import dataclass, replace

import pytest

from tests.faults.auditor import audit
from tests.faults.testimony import Book, Entry, Kept, Promises, Row, Screen

ANA, BIA = "5511900000001", "5511900000002"


@dataclass(frozen=True)
class World:
    """Ana has written three times and read two answers; Bia has sent a file that somebody has seen."""

    said: tuple = (Entry("a1", 10), Entry("a2", 10), Entry("a3", 11))
    received: tuple = (
        Entry("r1", key="k1", statuses=("sent", "delivered", "read")),
        Entry("r2", key="k2", statuses=("sent", "delivered")),
    )
    rows: tuple = (
        Row(1, "a1", None, "received"),
        Row(2, "a2", None, "received"),
        Row(3, "r1", "k1", "read"),
        Row(4, "r2", "k2", "delivered"),
        Row(5, "a3", None, "received"),
    )
    unread: int = 3
    badges: tuple = ((ANA, 3), (BIA, 0))
    total: int = 1
    bubbles: tuple = (
        ("a1", "received"), ("a2", "received"), ("r1", "read"), ("r2", "delivered"), ("a3", "received"),
    )  # fmt: skip
    resent: tuple = ()
    file: str = "e3b0"

    def findings(self) -> list[str]:
        books = {ANA: Book(list(self.said), list(self.received)), BIA: Book([Entry("b1.txt", 10, file="e3b0")])}
        bias = Row(6, "b1.txt", None, "received", file=self.file)
        kept = {ANA: Kept(list(self.rows), self.unread), BIA: Kept([bias])}
        screen = Screen(dict(self.badges), self.total, ANA, list(self.bubbles))
        promises = Promises({"k1": "r1", "k2": "r2"}, self.resent, {ANA: 3, BIA: 0})
        return [f"{finding.what}: {finding.words}" for finding in audit(books, kept, screen, promises)]


WELL = World()


def without(rows: tuple, place: int) -> tuple:
    return rows[:place] + rows[place + 1 :]


def swapped(rows: tuple, one: int, other: int) -> tuple:
    changed = list(rows)
    changed[one], changed[other] = changed[other], changed[one]
    return tuple(changed)


def changed(rows: tuple, place: int, **values: object) -> tuple:
    return (*rows[:place], replace(rows[place], **values), *rows[place + 1 :])


def test_where_all_is_well_nothing_is_found():
    assert WELL.findings() == []


PLANTED = {
    "a customer's message is lost": (
        {"rows": without(WELL.rows, 1)},
        "lost: 'a2' was said and is not kept",
    ),
    "a customer's message is doubled": (
        {"rows": (*WELL.rows, Row(7, "a3", None, "received"))},
        "doubled: 'a3' is kept 2 times",
    ),
    "a file is another one": ({"file": "PENDING"}, "lost: the file of 'b1.txt' is PENDING, not e3b0"),
    "an answer never left": (
        {"received": WELL.received[:1]},
        "lost: 'r2' is delivered and never came",
    ),
    "an accepted answer is forgotten": (
        {"rows": without(WELL.rows, 3), "received": WELL.received[:1]},
        "lost: 'r2' was accepted and is kept 0 times",
    ),
    "an answer came twice": (
        {"received": (*WELL.received, WELL.received[1])},
        "doubled: 'r2' came 2 times and was in doubt 0 times",
    ),
    "an answer came that nobody gave": (
        {"received": (*WELL.received, Entry("r9", key="k9"))},
        "doubled: 'r9' came, and we know nothing of it",
    ),
    "a thread is out of order": ({"rows": swapped(WELL.rows, 0, 1)}, "order: 'a2' stands before 'a1'"),
    "answers overtook each other": ({"received": swapped(WELL.received, 0, 1)}, "order: 'r1' stands before 'r2'"),
    "a counter is wrong": ({"unread": 4}, "counter: 4 unread are counted, there are 3"),
    "the total is wrong": ({"total": 2}, "counter: 2 unread chats are shown, there are 1"),
    "a tick is behind": (
        {"rows": changed(WELL.rows, 2, status="delivered")},
        "tick: 'r1' is delivered here and read there",
    ),
    "a bubble is missing": (
        {"bubbles": without(WELL.bubbles, 4)},
        "screen: 'a3' (received) is not shown, 1 times",
    ),
    "a bubble is there twice": (
        {"bubbles": (*WELL.bubbles, WELL.bubbles[4])},
        "screen: 'a3' (received) is shown and should not be, 1 times",
    ),
    "a bubble's tick is old": (
        {"bubbles": (*WELL.bubbles[:3], ("r2", "sent"), WELL.bubbles[4])},
        "screen: 'r2' (delivered) is not shown, 1 times",
    ),
    "bubbles changed places": (
        {"bubbles": swapped(WELL.bubbles, 0, 1)},
        "screen: the bubbles stand in another order",
    ),
    "a badge is old": ({"badges": ((ANA, 2), (BIA, 0))}, "screen: its badge is 2, 3 are unread"),
    "a row is not there": ({"badges": ((ANA, 3),)}, "screen: its badge is None, 0 are unread"),
}


@pytest.mark.parametrize(("error", "named"), PLANTED.values(), ids=PLANTED)
def test_what_is_planted_is_named(error, named):
    assert named in replace(WELL, **error).findings()


def test_what_was_in_doubt_and_said_so_may_come_twice():
    twice = {"received": (*WELL.received, WELL.received[1]), "rows": changed(WELL.rows, 3, doubts=1)}
    assert replace(WELL, **twice).findings() == []


def test_what_a_person_sent_again_may_come_late():
    late = {"received": swapped(WELL.received, 0, 1)}
    assert replace(WELL, **late, resent=("k1",)).findings() == []
