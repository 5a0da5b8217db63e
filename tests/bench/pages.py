"""What pages cost the server in an account of a million messages: `python -m tests.bench.pages`."""

import random
import time
from collections.abc import Callable, Iterator
from statistics import quantiles

import sqlalchemy as sa

from chatapp.conversations.queries import visible_to
from chatapp.extensions import db
from chatapp.models import Conversation, ConversationStatus, Message, User
from chatapp.realtime import cursor
from chatapp.web.pagination import encode_cursor
from tests.bench.dataset import CONVERSATIONS, MESSAGES, fill
from tests.bench.marks import Mark, at_most, exactly, run
from tests.bench.stand import stand
from tests.callers import Client, Page
from tests.counting import statements

#: Milliseconds, and how often each page is asked for.
BOUND = 50
TIMES, TIMES_SHORT = 100, 30
WARM_UP = 5

FRAGMENT = {"HX-Request": "true"}

#: What is asked for: its path and headers, another one each time where there are many.
Ask = Callable[[], tuple[str, dict[str, str]]]


def measure(short: bool) -> Iterator[Mark]:
    with stand() as ground:
        began = time.monotonic()
        company = fill(*((MESSAGES // 10, CONVERSATIONS // 10) if short else (MESSAGES, CONVERSATIONS)))
        print(f"filled in {time.monotonic() - began:.0f} s", flush=True)
        ground.app.test_client_class = Client
        page = Page(ground.app).sign_in(company.supervisor)
        for name, ask in asks(company.supervisor).items():
            yield from _marks(name, page, ask, TIMES_SHORT if short else TIMES)


def _marks(name: str, page: Page, ask: Ask, times: int) -> Iterator[Mark]:
    took, asked = [], set()
    for _ in range(WARM_UP + times):
        path, headers = ask()
        with statements() as seen:
            began = time.perf_counter()
            answer = page.client.get(path, headers=headers)
            took.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, (path, answer.status)
        asked.add(len(seen))
    yield Mark(f"{name}, p95", at_most(BOUND), quantiles(took[WARM_UP:], n=20)[-1], "ms")
    yield Mark(f"{name}, numbers of queries seen ({max(asked)} at most)", exactly(1), len(asked))


def asks(reader: User) -> dict[str, Ask]:
    """By what they are called in the table; all of it is this person's to see."""
    largest, others = _conversations(reader)
    deep, up, now = _deep_in_the_list(reader), _deep_in(largest), cursor()
    return {
        "first page of the list": lambda: ("/conversations?tab=all", {}),
        "list of one's own": lambda: ("/conversations?tab=mine", FRAGMENT),
        "list of nobody's, resolved": lambda: ("/conversations?tab=unassigned&status=resolved", FRAGMENT),
        "deep page of the list": lambda: (f"/conversations?tab=all&before={deep}", FRAGMENT | {"HX-Target": "ul#rows"}),
        "the largest thread": lambda: (f"/conversations/{largest}/messages", FRAGMENT),
        "the largest thread, upward": lambda: (f"/conversations/{largest}/messages?before={up}", FRAGMENT),
        "counters": lambda: ("/conversations/counts", FRAGMENT),
        "catching up": lambda: (f"/live/missed?since={now}&streams=conversation:{largest}", FRAGMENT),
        "a conversation, as a page": lambda: (f"/conversations/{random.choice(others)}", {}),
        "a conversation, beside the list": lambda: (f"/conversations/{random.choice(others)}", FRAGMENT),
    }


def _conversations(reader: User) -> tuple[int, list[int]]:
    """The one with the most messages, and a thousand others."""
    seen = visible_to(reader).with_only_columns(Conversation.id)
    largest = sa.select(Message.conversation_id).where(Message.conversation_id.in_(seen))
    largest = largest.group_by(Message.conversation_id).order_by(sa.func.count().desc()).limit(1)
    return db.session.scalar(largest), list(db.session.scalars(seen.order_by(sa.func.random()).limit(1000)))


def _deep_in_the_list(reader: User) -> str:
    """The cursor of a page in the middle of the open conversations."""
    listed = visible_to(reader).with_only_columns(Conversation.last_message_at, Conversation.id)
    listed = listed.where(Conversation.status == ConversationStatus.OPEN)
    total = db.session.scalar(sa.select(sa.func.count()).select_from(listed.subquery()))
    ordered = listed.order_by(Conversation.last_message_at.desc(), Conversation.id.desc())
    return encode_cursor(*db.session.execute(ordered.offset(total // 2).limit(1)).one())


def _deep_in(conversation_id: int) -> str:
    """The cursor of the middle of a thread."""
    lines = sa.select(Message.sent_at, Message.id).where(Message.conversation_id == conversation_id)
    total = db.session.scalar(sa.select(sa.func.count()).select_from(lines.subquery()))
    return encode_cursor(
        *db.session.execute(lines.order_by(Message.sent_at, Message.id).offset(total // 2).limit(1)).one()
    )


if __name__ == "__main__":
    raise SystemExit(run(measure))
