"""What pages cost the server in an account of a million messages: `python -m tests.bench.pages`."""

import random
import time
from collections.abc import Callable, Iterator
from statistics import quantiles

import sqlalchemy as sa

from chatapp.conversations.queries import PAGE_SIZE
from chatapp.extensions import db
from chatapp.models import Conversation, ConversationStatus, Message
from chatapp.web.pagination import encode_cursor
from tests.bench.dataset import CONVERSATIONS, MESSAGES, Company, fill
from tests.bench.marks import Mark, at_most, exactly, run
from tests.bench.stand import stand
from tests.callers import Page
from tests.counting import statements

#: Milliseconds, and how often each page is asked for.
BOUND = 50
TIMES, TIMES_SHORT = 100, 30
WARM_UP = 5

FRAGMENT = {"hx_request": "true"}

#: What is asked for: its path and headers, another one each time where there are many.
Ask = Callable[[], tuple[str, dict[str, str]]]


def measure(short: bool) -> Iterator[Mark]:
    with stand() as ground:
        began = time.monotonic()
        company = fill(*((MESSAGES // 10, CONVERSATIONS // 10) if short else (MESSAGES, CONVERSATIONS)))
        print(f"filled in {time.monotonic() - began:.0f} s", flush=True)
        page = Page(ground.app).sign_in(company.supervisor)
        for name, ask in _asks(company).items():
            yield from _marks(name, page, ask, TIMES_SHORT if short else TIMES)


def _marks(name: str, page: Page, ask: Ask, times: int) -> Iterator[Mark]:
    took, asked = [], set()
    for _ in range(WARM_UP + times):
        path, headers = ask()
        with statements() as seen:
            began = time.perf_counter()
            answer = page.client.get(path, headers={key.replace("_", "-"): value for key, value in headers.items()})
            took.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, (path, answer.status)
        asked.add(len(seen))
    yield Mark(f"{name}, p95", at_most(BOUND), quantiles(took[WARM_UP:], n=20)[-1], "ms")
    yield Mark(f"{name}, numbers of queries seen ({max(asked)} at most)", exactly(1), len(asked))


def _asks(company: Company) -> dict[str, Ask]:
    largest, others = _conversations(company)
    deep, up = _deep_in_the_list(company), _deep_in(largest)
    return {
        "first page of the list": lambda: ("/conversations?tab=all", {}),
        "list of one's own": lambda: ("/conversations?tab=mine", FRAGMENT),
        "list of nobody's, resolved": lambda: ("/conversations?tab=unassigned&status=resolved", FRAGMENT),
        "deep page of the list": lambda: (f"/conversations?tab=all&before={deep}", FRAGMENT | {"hx_target": "ul#rows"}),
        "the largest thread": lambda: (f"/conversations/{largest}/messages", FRAGMENT),
        "the largest thread, upward": lambda: (f"/conversations/{largest}/messages?before={up}", FRAGMENT),
        "counters": lambda: ("/conversations/counts", FRAGMENT),
        "a conversation, as a page": lambda: (f"/conversations/{random.choice(others)}", {}),
        "a conversation, beside the list": lambda: (f"/conversations/{random.choice(others)}", FRAGMENT),
    }


def _conversations(company: Company) -> tuple[int, list[int]]:
    """The one with the most messages, and a thousand others."""
    largest = sa.select(Message.conversation_id).group_by(Message.conversation_id).order_by(sa.func.count().desc())
    others = sa.select(Conversation.id).where(Conversation.account_id == company.account.id).order_by(sa.func.random())
    return db.session.scalar(largest.limit(1)), list(db.session.scalars(others.limit(1000)))


def _deep_in_the_list(company: Company) -> str:
    """The cursor of a page in the middle of the open conversations."""
    listed = sa.select(Conversation.last_message_at, Conversation.id).where(
        Conversation.account_id == company.account.id, Conversation.status == ConversationStatus.OPEN
    )
    total = db.session.scalar(sa.select(sa.func.count()).select_from(listed.subquery()))
    ordered = listed.order_by(Conversation.last_message_at.desc(), Conversation.id.desc())
    return encode_cursor(*db.session.execute(ordered.offset(total // 2 // PAGE_SIZE * PAGE_SIZE).limit(1)).one())


def _deep_in(conversation_id: int) -> str:
    """The cursor of the middle of a thread."""
    lines = sa.select(Message.sent_at, Message.id).where(Message.conversation_id == conversation_id)
    total = db.session.scalar(sa.select(sa.func.count()).select_from(lines.subquery()))
    return encode_cursor(
        *db.session.execute(lines.order_by(Message.sent_at, Message.id).offset(total // 2).limit(1)).one()
    )


if __name__ == "__main__":
    raise SystemExit(run(measure))
