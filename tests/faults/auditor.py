"""Compares three accounts of the same chats: the customers' own books, our database, and what a browser shows.

It knows nothing of how any of them was made, so it cannot share anybody's mistakes.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from tests.faults.testimony import Book, Entry, Kept, Promises, Row, Screen

#: A message has come as far as the furthest that was reported of it; a failure gives way to whatever arrived.
FAR = ("sent", "failed", "delivered", "read")


@dataclass(frozen=True, order=True)
class Finding:
    """`what` is lost, doubled, order, counter, tick or screen."""

    what: str
    chat: str
    words: str

    def __str__(self) -> str:
        return f"{self.what} in {self.chat}: {self.words}"


def audit(books: Mapping[str, Book], kept: Mapping[str, Kept], screen: Screen, promises: Promises) -> list[Finding]:
    """Everything that the three do not agree on; nothing, if all is well."""
    findings = [*_promises(kept, promises), *_screen(kept, screen)]
    for chat in sorted({*books, *kept}):
        book, rows = books.get(chat, Book()), kept.get(chat, Kept()).rows
        inbound = [row for row in rows if row.inbound]
        outbound = sorted((row for row in rows if not row.inbound), key=lambda row: row.id)
        checks = (*_received(book, inbound), *_sent(book, outbound, promises.resent))
        findings += [Finding(what, chat, words) for what, words in checks]
    return sorted(findings)


Said = Iterator[tuple[str, str]]


def _received(book: Book, rows: list[Row]) -> Said:
    """From the customer to us. Meta's seconds tell the order; within one, that of arrival."""
    wanted, found = Counter(entry.says for entry in book.said), Counter(row.says for row in rows)
    yield from (("lost", f"{says!r} was said and is not kept") for says in wanted - found)
    yield from (("doubled", f"{says!r} is kept {found[says]} times") for says in found - wanted)
    order = [entry.says for entry in sorted(book.said, key=lambda entry: entry.at)]
    yield from _order(order, [row.says for row in rows])
    files = {row.says: row.file for row in rows}
    for entry in book.said:
        if entry.file != files.get(entry.says, entry.file):
            yield "lost", f"the file of {entry.says!r} is {files[entry.says]}, not {entry.file}"


def _sent(book: Book, rows: list[Row], resent: Collection[str]) -> Said:
    """From us to the customer: once each, unless we did not know, and said so."""
    booked: dict[str | None, list[Entry]] = {}
    for entry in book.received:
        booked.setdefault(entry.key, []).append(entry)
    for row in rows:
        entries = booked.pop(row.key, [])
        if not entries:
            yield "lost", f"{row.says!r} is {row.status} and never came"
        elif len(entries) > 1 + row.doubts:
            yield "doubled", f"{row.says!r} came {len(entries)} times and was in doubt {row.doubts} times"
        if entries and row.status != (far := _furthest(entries)):
            yield "tick", f"{row.says!r} is {row.status} here and {far} there"
    yield from (("doubled", f"{entry.says!r} came, and we know nothing of it") for e in booked.values() for entry in e)
    first = list(dict.fromkeys(entry.says for entry in book.received if entry.key not in resent))
    yield from _order(first, [row.says for row in rows if row.key not in resent])


def _order(wanted: list[str], found: list[str]) -> Said:
    """Of those that both have."""
    places = {says: place for place, says in enumerate(wanted)}
    known = [says for says in dict.fromkeys(found) if says in places]
    for one, other in pairwise(known):
        if places[one] > places[other]:
            yield "order", f"{one!r} stands before {other!r}"


def _promises(kept: Mapping[str, Kept], promises: Promises) -> Iterator[Finding]:
    found = Counter(row.key for chat in kept.values() for row in chat.rows if row.key)
    for key, says in promises.accepted.items():
        if found[key] != 1:
            what = "doubled" if found[key] else "lost"
            yield Finding(what, "the outbox", f"{says!r} was accepted and is kept {found[key]} times")
    for chat, unread in promises.unread.items():
        counted = kept.get(chat, Kept()).unread
        if counted != unread:
            yield Finding("counter", chat, f"{counted} unread are counted, there are {unread}")


def _screen(kept: Mapping[str, Kept], screen: Screen) -> Iterator[Finding]:
    for chat, here in kept.items():
        if screen.badges.get(chat) != here.unread:
            yield Finding("screen", chat, f"its badge is {screen.badges.get(chat)}, {here.unread} are unread")
    total = sum(here.unread > 0 for here in kept.values())
    if screen.total != total:
        yield Finding("counter", "the list", f"{screen.total} unread chats are shown, there are {total}")
    rows = [(row.says, row.status) for row in kept.get(screen.open_chat, Kept()).rows]
    shown, wanted = Counter(screen.bubbles), Counter(rows)
    for (says, status), times in ((wanted - shown) | (shown - wanted)).items():
        side = "is not shown" if (says, status) in wanted - shown else "is shown and should not be"
        yield Finding("screen", screen.open_chat, f"{says!r} ({status}) {side}, {times} times")
    if shown == wanted and screen.bubbles != rows:
        yield Finding("screen", screen.open_chat, "the bubbles stand in another order")


def _furthest(entries: list[Entry]) -> str:
    return max((status for entry in entries for status in entry.statuses), key=FAR.index, default="sent")
